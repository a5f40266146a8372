namespace Pharos.StatusPages.Rules;

/// <summary>The status of a component, from best to worst, so that the worse of two is the greater.</summary>
public enum ComponentStatus
{
    Operational,
    UnderMaintenance,
    Degraded,
    PartialOutage,
    FullOutage,
}

/// <summary>Which component statuses each type of change may set.</summary>
public static class ComponentStatuses
{
    public static IReadOnlyList<ComponentStatus> Incident { get; } =
    [ComponentStatus.Operational, ComponentStatus.Degraded, ComponentStatus.PartialOutage, ComponentStatus.FullOutage];

    public static IReadOnlyList<ComponentStatus> Maintenance { get; } =
    [ComponentStatus.Operational, ComponentStatus.UnderMaintenance];

    public static IReadOnlyList<ComponentStatus> For(ChangeType type) =>
        type == ChangeType.Incident ? Incident : Maintenance;
}
