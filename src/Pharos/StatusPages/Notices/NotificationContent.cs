using System.Text.Json;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// What was published, as receivers are told it: a picture of the moment, which later edits do not change.
/// </summary>
/// <param name="Title">The event's.</param>
/// <param name="Status">The event's, after the entries.</param>
/// <param name="StartAt">Unix seconds; for a maintenance the planned start.</param>
/// <param name="CloseAt">Unix seconds; for a maintenance that is not over its planned end.</param>
/// <param name="Entries">The timeline entries that are told, oldest first.</param>
/// <param name="Components">
/// Every component that the event has touched so far, with its status after the entries.
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

/// <param name="UpdateId">The timeline entry's.</param>
/// <param name="AtSeconds">Unix seconds.</param>
/// <param name="Status">What the entry moved the event to; null when it left it.</param>
/// <param name="Description">Markdown.</param>
/// <param name="NextUpdateAt">
/// When it promised the next one for, in unix seconds; null where it promised nothing.
/// </param>
public sealed record NoticeEntry(
    string UpdateId,
    long AtSeconds,
    ChangeStatus? Status,
    string Description,
    long? NextUpdateAt = null
);

/// <param name="Name">As it was called when this was published.</param>
/// <param name="Hidden">Counts for who is told, and is not named.</param>
public sealed record NoticeComponent(string ComponentId, string Name, ComponentStatus Status, bool Hidden);
