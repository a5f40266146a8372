using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Importing;

/// <summary>How bad an event was, in the words of a history file.</summary>
public enum HistoryImpact
{
    None,
    Minor,
    Major,
    Critical,
    Maintenance,
}

/// <summary>One event of a history file, checked by itself.</summary>
/// <param name="Line">Where it stands in the file, from 1.</param>
/// <param name="Id">What the source calls it; unique within the file.</param>
/// <param name="Components">By name; empty where the source names none.</param>
/// <param name="StartedAt">Unix seconds, as all times here.</param>
/// <param name="Updates">At least one, ordered by time; the last one ends the event.</param>
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

/// <summary>One entry of an event's timeline.</summary>
/// <param name="Status">Null leaves the event's status as it was.</param>
public sealed record HistoryUpdate(long At, ChangeStatus? Status, string Message);

/// <summary>What is wrong with a history file, line by line. Nothing of it was imported.</summary>
public sealed class HistoryException(IReadOnlyList<string> faults) : Exception(faults[0])
{
    /// <summary>Each names line and field.</summary>
    public IReadOnlyList<string> Errors { get; } = faults;
}
