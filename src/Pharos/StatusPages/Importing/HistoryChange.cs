using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Importing;

/// <summary>The impact of a change, as named in a history file.</summary>
public enum HistoryImpact
{
    None,
    Minor,
    Major,
    Critical,
    Maintenance,
}

/// <summary>A validated change of a history file.</summary>
/// <param name="Line">Line number in the file, from 1.</param>
/// <param name="Id">The source's ID; unique within the file.</param>
/// <param name="Components">Names; empty if the source names none.</param>
/// <param name="StartedAt">Unix seconds, like all times here.</param>
/// <param name="Updates">At least one, ordered by time; the last one with a status ends the change.</param>
public sealed record HistoryChange(
    int Line,
    string Id,
    string Title,
    ChangeType Type,
    HistoryImpact Impact,
    IReadOnlyList<string> Components,
    long StartedAt,
    long ResolvedAt,
    IReadOnlyList<HistoryUpdate> Updates
);

/// <summary>An update of a change's timeline.</summary>
/// <param name="Status">Null leaves the status of the change unchanged.</param>
public sealed record HistoryUpdate(long At, ChangeStatus? Status, string Message);

/// <summary>The errors in a history file. Nothing was imported.</summary>
public sealed class HistoryException(IReadOnlyList<string> errors) : Exception(errors[0])
{
    /// <summary>Each names the line and the field.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
