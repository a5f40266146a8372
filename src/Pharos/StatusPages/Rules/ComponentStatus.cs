namespace Pharos.StatusPages.Rules;

/// <summary>How a component is doing, from best to worst: of two, the greater is the one to show.</summary>
public enum ComponentStatus
{
    Operational,
    UnderMaintenance,
    Degraded,
    PartialOutage,
    FullOutage,
}

/// <summary>Which component statuses an event of a type may set.</summary>
public static class ComponentStatuses
{
    public static IReadOnlyList<ComponentStatus> Incident { get; } =
    [ComponentStatus.Operational, ComponentStatus.Degraded, ComponentStatus.PartialOutage, ComponentStatus.FullOutage];

    public static IReadOnlyList<ComponentStatus> Maintenance { get; } =
    [ComponentStatus.Operational, ComponentStatus.UnderMaintenance];

    public static IReadOnlyList<ComponentStatus> For(ChangeType type) =>
        type == ChangeType.Incident ? Incident : Maintenance;
}
