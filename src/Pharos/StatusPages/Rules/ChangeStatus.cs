namespace Pharos.StatusPages.Rules;

/// <summary>
/// The state of a change. The first four belong to incidents, the last three to maintenances, each in order.
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

/// <summary>Which statuses belong to which type of change, and which of them end it.</summary>
public static class ChangeStatuses
{
    public static IReadOnlyList<ChangeStatus> Incident { get; } =
    [ChangeStatus.Investigating, ChangeStatus.Identified, ChangeStatus.Monitoring, ChangeStatus.Resolved];

    public static IReadOnlyList<ChangeStatus> Maintenance { get; } =
    [ChangeStatus.Scheduled, ChangeStatus.Ongoing, ChangeStatus.Completed];

    /// <summary>The statuses of changes in progress: neither finished nor merely scheduled.</summary>
    public static IReadOnlyList<ChangeStatus> UnderWay { get; } =
    [ChangeStatus.Investigating, ChangeStatus.Identified, ChangeStatus.Monitoring, ChangeStatus.Ongoing];

    public static IReadOnlyList<ChangeStatus> For(ChangeType type) =>
        type == ChangeType.Incident ? Incident : Maintenance;

    /// <summary>The status of a change whose updates set none.</summary>
    public static ChangeStatus First(ChangeType type) => For(type)[0];

    public static bool BelongsTo(this ChangeStatus status, ChangeType type) =>
        type == ChangeType.Incident ? status <= ChangeStatus.Resolved : status >= ChangeStatus.Scheduled;

    public static bool IsTerminal(this ChangeStatus status) =>
        status is ChangeStatus.Resolved or ChangeStatus.Completed;
}
