using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake;

/// <summary>One step of a change to the monitored systems, such as a deployment, as its sender reports it.</summary>
public sealed record IncomingChange
{
    /// <summary>Events with one key belong to one change. Never empty.</summary>
    public required string ChangeKey { get; init; }

    public required string Title { get; init; }
    public required ChangeStatus Status { get; init; }
    public string Description { get; init; } = "";

    /// <summary>The ticket, an http or https address; may be empty.</summary>
    public string Link { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>In unix seconds; null for the time of arrival. A planned change may lie ahead.</summary>
    public long? Time { get; init; }
}
