using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Demo;

/// <summary>A change of the sample page, before it is created.</summary>
/// <param name="Components">Names.</param>
/// <param name="PlannedEnd">Null for an incident.</param>
/// <param name="LinkedTo">Index of an earlier, related change.</param>
/// <param name="HasResponder">Whether the account's owner is its responder.</param>
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
    /// <summary>Time of the last update, in Unix seconds.</summary>
    public long LastAt => Updates[^1].At;

    public string LastText => Updates[^1].Text;

    public bool IsOver => Updates[^1].Status?.IsTerminal() == true;
}

/// <param name="Status">Null leaves the status of the change unchanged.</param>
/// <param name="Components">New status of all components of the change; null leaves them unchanged.</param>
internal sealed record DemoUpdate(long At, ChangeStatus? Status, string Text, ComponentStatus? Components);
