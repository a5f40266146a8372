using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake;

/// <summary>One alert event as a format reads it from a sender's payload, within the limits of the contract.</summary>
public sealed record IncomingEvent
{
    /// <summary>
    /// Events with one key belong to one alert. Empty if the sender gave none; the intake then derives a key from the
    /// title and the labels.
    /// </summary>
    public required string AlertKey { get; init; }

    /// <summary>The title, or a rule for it such as <c>$check / $resource</c>; see <c>Rules/TitleRule</c>.</summary>
    public required string TitleRule { get; init; }

    public required EventStatus Status { get; init; }
    public string Description { get; init; } = "";

    /// <summary>Names and values in the sender's spelling.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>When the event happened, in unix seconds; null for the time of its arrival.</summary>
    public long? Time { get; init; }

    public IReadOnlyList<EventImage> Images { get; init; } = [];
}

/// <param name="Alt">The text for readers who can't see the image; may be empty.</param>
/// <param name="Href">Where a click leads; may be empty.</param>
/// <param name="Src">An HTTPS address, or the key of an uploaded image.</param>
public sealed record EventImage(string Alt, string Href, string Src);
