using System.ComponentModel.DataAnnotations;

namespace Pharos.OnCall.Spaces;

/// <summary>Names one space.</summary>
public sealed record SpaceRequest
{
    [Required]
    public long? ChannelId { get; set; }
}
