using System.Text.Json;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// A change as published to subscribers: a snapshot that later edits do not change.
/// </summary>
/// <param name="Status">The status after the new updates.</param>
/// <param name="StartAt">Unix seconds; for a maintenance, the planned start.</param>
/// <param name="CloseAt">Unix seconds; for an unfinished maintenance, the planned end.</param>
/// <param name="Entries">The new updates, oldest first.</param>
/// <param name="Components">
/// All components that the change has affected so far, with their status after the new updates.
/// </param>
public sealed record NotificationContent(
    string Title,
    ChangeType Type,
    ChangeStatus Status,
    long StartAt,
    long? CloseAt,
    IReadOnlyList<NoticeEntry> Entries,
    IReadOnlyList<NoticeComponent> Components
)
{
    public string ToJson() => JsonSerializer.Serialize(this, WireJson.Options);

    public static NotificationContent FromJson(string json) =>
        JsonSerializer.Deserialize<NotificationContent>(json, WireJson.Options)!;
}

/// <summary>An update of the change's timeline.</summary>
/// <param name="AtSeconds">Unix seconds.</param>
/// <param name="Status">The new status of the change; null if the update left it unchanged.</param>
/// <param name="Description">Markdown.</param>
/// <param name="NextUpdateAt">The promised time of the next update, in Unix seconds; null if none.</param>
public sealed record NoticeEntry(
    string UpdateId,
    long AtSeconds,
    ChangeStatus? Status,
    string Description,
    long? NextUpdateAt = null
);

/// <param name="Name">The name at the time of publication.</param>
/// <param name="Hidden">Decides who is notified, like any component, but is not shown.</param>
public sealed record NoticeComponent(string ComponentId, string Name, ComponentStatus Status, bool Hidden);
