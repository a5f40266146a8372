namespace Pharos.OnCall.Timeline.Console;

/// <summary>An entry of a timeline as a sentence.</summary>
/// <param name="Type">The entry's type on the wire.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Quote">What a person wrote, as Markdown; null for none.</param>
/// <param name="Links">The other incidents that the entry names.</param>
/// <param name="At">Unix seconds.</param>
public sealed record TimelineLine(
    string Type,
    string Text,
    string? Quote,
    IReadOnlyList<(string IncidentId, string Title)> Links,
    long At
);
