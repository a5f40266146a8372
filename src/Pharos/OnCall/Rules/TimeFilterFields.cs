using System.ComponentModel.DataAnnotations;

namespace Pharos.OnCall.Rules;

/// <summary>A recurring time, as on the wire. <see cref="TimeFilter.Parse"/> checks it.</summary>
public sealed record TimeFilterFields
{
    /// <summary>HH:MM. Required unless <see cref="CalId"/> or <see cref="Repeat"/> is present.</summary>
    public string? Start { get; set; }

    /// <summary>HH:MM, exclusive; before the start it is on the next day. 23:59 means midnight.</summary>
    public string? End { get; set; }

    /// <summary>Days of the week on which it starts, 0 (Sunday) to 6; empty: every day.</summary>
    [MaxLength(7)]
    public List<long?>? Repeat { get; set; }

    /// <summary>A service calendar.</summary>
    public string? CalId { get; set; }

    /// <summary>With a calendar: true for its days off, false for its working days.</summary>
    public bool? IsOff { get; set; }
}
