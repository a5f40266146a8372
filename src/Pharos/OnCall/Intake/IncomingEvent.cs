using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake;

/// <summary>One alert event as a format reads it from a sender's payload, within the limits of the contract.</summary>
public sealed record IncomingEvent
{
    /// <summary>
    /// Events with one key belong to one alert. Never empty: a format derives a key if the sender gave none.
    /// </summary>
    public required string AlertKey { get; init; }

    /// <summary>
    /// The title, or a rule for it such as <c>$check::$resource</c>; see <c>Rules/TitleRule</c>. Empty for a recovery
    /// whose sender gives no title: the alert keeps its own.
    /// </summary>
    public required string TitleRule { get; init; }

    /// <summary>
    /// Whether <see cref="TitleRule"/> is the title itself. The title of an email must not be read as a rule: it may
    /// contain <c>::</c> or <c>[TPL]</c>.
    /// </summary>
    public bool IsPlainTitle { get; init; }

    public required EventStatus Status { get; init; }
    public string Description { get; init; } = "";

    /// <summary>Names and values in the sender's spelling. There are no empty values.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>When the event happened, in unix seconds; null for the time of its arrival.</summary>
    public long? Time { get; init; }

    /// <summary>
    /// When the problem began at its source, in unix seconds; null if the sender does not say. Senders repeat an event
    /// while its problem lasts, so this may be days before <see cref="Time"/>.
    /// </summary>
    public long? StartedAt { get; init; }

    /// <summary>When the problem ended at its source, in unix seconds; only for recoveries.</summary>
    public long? EndedAt { get; init; }

    public IReadOnlyList<EventImage> Images { get; init; } = [];
}

/// <param name="Alt">The text for readers who can't see the image; may be empty.</param>
/// <param name="Href">Where a click leads, an http or https address; may be empty.</param>
/// <param name="Src">An http or https address, or the key of an uploaded image.</param>
public sealed record EventImage(string Alt, string Href, string Src);
