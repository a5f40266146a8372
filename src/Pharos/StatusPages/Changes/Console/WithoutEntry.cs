using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Compares a change with the state it would have without one of its entries, to show what deleting the entry does.
/// </summary>
/// <param name="Components">
/// The components whose status would differ; null if the change would no longer affect the component.
/// </param>
public sealed record WithoutEntry(
    ChangeStatus Status,
    bool OpensAgain,
    IReadOnlyList<(string Name, ComponentStatus Now, ComponentStatus? Then)> Components
)
{
    public static WithoutEntry From(ChangeItem change, string updateId)
    {
        var rest = TimelineRules.Replay(
            change.Type,
            change.StartAtSeconds,
            [
                .. change
                    .Updates.Where(u => u.UpdateId != updateId)
                    .Select(u => new TimelineEntry(
                        u.AtSeconds,
                        u.Status,
                        [.. u.ComponentChanges.Select(c => new ComponentState(c.ComponentId, c.Status))]
                    )),
            ]
        );
        var then = rest.Components.ToDictionary(c => c.ComponentId, c => c.Status, StringComparer.Ordinal);
        return new WithoutEntry(
            rest.Status,
            change.Status.IsTerminal() && !rest.Status.IsTerminal(),
            [
                .. change
                    .AffectedComponents.Where(c =>
                        !then.TryGetValue(c.ComponentId, out var status) || status != c.Status
                    )
                    .Select(c =>
                        (
                            c.Name,
                            c.Status,
                            then.TryGetValue(c.ComponentId, out var status) ? status : (ComponentStatus?)null
                        )
                    ),
            ]
        );
    }
}
