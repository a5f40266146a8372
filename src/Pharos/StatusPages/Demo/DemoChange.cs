using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Demo;

/// <summary>An event of the sample page, before it has IDs.</summary>
/// <param name="Components">By name.</param>
/// <param name="PlannedEnd">Of a maintenance; null for an incident.</param>
/// <param name="LinkedTo">The place in the history of an earlier event that belongs to this one.</param>
/// <param name="HasResponder">Whether the account's owner looks after it.</param>
internal sealed record DemoChange(
    ChangeType Type,
    string Title,
    string Description,
    IReadOnlyList<string> Components,
    long StartAt,
    long? PlannedEnd,
    IReadOnlyList<DemoUpdate> Updates,
    int? LinkedTo,
    bool HasResponder
)
{
    /// <summary>When it was last heard of.</summary>
    public long LastAt => Updates[^1].At;

    public string LastText => Updates[^1].Text;

    public bool IsOver => Updates[^1].Status?.IsTerminal() == true;
}

/// <param name="Status">Null leaves the event's status as it was.</param>
/// <param name="Components">What all of the event's components show from then on; null leaves them.</param>
internal sealed record DemoUpdate(long At, ChangeStatus? Status, string Text, ComponentStatus? Components);
