using System.Globalization;

namespace Pharos.OnCall.Rules;

/// <summary>
/// What filters read of an event, an alert or an incident. Values that the object lacks are null; an empty title,
/// description or key counts as missing, an empty label doesn't.
/// </summary>
public sealed record FilterSubject
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public EventStatus? Severity { get; init; }
    public EventStatus? Status { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>The integration that the event came from.</summary>
    public long? IntegrationId
    {
        get;
        init
        {
            field = value;
            IntegrationText = value?.ToString(CultureInfo.InvariantCulture);
        }
    }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoLabels;
    public string? AlertKey { get; init; }
    public string? TitleRule { get; init; }
    public string? DedupKey { get; init; }

    /// <summary>The values of the custom fields; a selection of several options has several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields { get; init; }

    internal string? IntegrationText { get; private init; }
}
