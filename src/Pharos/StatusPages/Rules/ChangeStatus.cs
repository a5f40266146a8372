namespace Pharos.StatusPages.Rules;

/// <summary>
/// Where an event stands. The first four belong to incidents, the last three to maintenances, each in order.
/// </summary>
public enum ChangeStatus
{
    Investigating,
    Identified,
    Monitoring,
    Resolved,
    Scheduled,
    Ongoing,
    Completed,
}

/// <summary>Which statuses go with which type of event, and which of them end it.</summary>
public static class ChangeStatuses
{
    public static IReadOnlyList<ChangeStatus> Incident { get; } =
    [ChangeStatus.Investigating, ChangeStatus.Identified, ChangeStatus.Monitoring, ChangeStatus.Resolved];

    public static IReadOnlyList<ChangeStatus> Maintenance { get; } =
    [ChangeStatus.Scheduled, ChangeStatus.Ongoing, ChangeStatus.Completed];

    /// <summary>Those of what goes on now: neither over nor only announced.</summary>
    public static IReadOnlyList<ChangeStatus> UnderWay { get; } =
    [ChangeStatus.Investigating, ChangeStatus.Identified, ChangeStatus.Monitoring, ChangeStatus.Ongoing];

    public static IReadOnlyList<ChangeStatus> For(ChangeType type) =>
        type == ChangeType.Incident ? Incident : Maintenance;

    /// <summary>What an event is in when none of its updates says otherwise.</summary>
    public static ChangeStatus First(ChangeType type) => For(type)[0];

    public static bool BelongsTo(this ChangeStatus status, ChangeType type) =>
        type == ChangeType.Incident ? status <= ChangeStatus.Resolved : status >= ChangeStatus.Scheduled;

    public static bool IsTerminal(this ChangeStatus status) =>
        status is ChangeStatus.Resolved or ChangeStatus.Completed;
}
