using System.Globalization;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.Platform.Accounts;

namespace Pharos.OnCall.Templates;

/// <summary>What a template can show of an incident, by the names that clients document.</summary>
internal sealed record TemplateVariables(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, string> Labels
)
{
    public static TemplateVariables For(AccountRow account, IncidentRow incident, string spaceName) =>
        new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Title"] = incident.Title,
                ["Description"] = incident.Description,
                ["Num"] = incident.Num,
                ["ID"] = incident.IncidentId,
                ["IncidentSeverity"] = WireName<EventStatus>.ToWire(incident.Severity),
                ["IncidentStatus"] = WireName<EventStatus>.ToWire(incident.Status),
                ["Progress"] = WireName<IncidentProgress>.ToWire(incident.Progress),
                // The server does not know the address of its console within a template.
                ["DetailUrl"] = $"/console/incidents/{incident.IncidentId}",
                ["StartTime"] = Text(incident.StartTime),
                ["LastTime"] = Text(incident.LastTime),
                ["AckTime"] = Text(incident.AckTime),
                ["CloseTime"] = Text(incident.CloseTime),
                ["SnoozedBefore"] = Text(incident.SnoozedUntil),
                ["AlertCnt"] = Text(incident.AlertCount),
                ["ActiveAlertCnt"] = Text(incident.ActiveAlertCount),
                ["AlertEventCnt"] = Text(incident.EventCount),
                ["ChannelName"] = spaceName,
                ["ChannelID"] = Text(incident.SpaceId ?? 0),
                ["AccountName"] = account.Name,
                ["AccountLocale"] = account.Locale,
                ["AccountTimeZone"] = account.TimeZone,
                ["FireType"] = "fire",
                ["FireTimes"] = "1",
                ["GroupMethod"] = WireName<GroupMethod>.ToWire(incident.GroupMethod),
                ["Impact"] = incident.Impact,
                ["RootCause"] = incident.RootCause,
                ["Resolution"] = incident.Resolution,
            },
            incident.Labels
        );

    /// <summary>A made-up incident.</summary>
    public static TemplateVariables Example(AccountRow account, long now) =>
        For(
            account,
            new IncidentRow
            {
                IncidentId = "0123456789abcdef01234567",
                Num = "234567",
                AccountId = account.AccountId,
                Title = "CPU idle below 20% / web-1",
                Description = "Idle: 12%",
                Severity = EventStatus.Critical,
                Status = EventStatus.Critical,
                Labels = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["service"] = "shop",
                    ["resource"] = "web-1",
                    ["check"] = "cpu.idle",
                },
                StartTime = now - 300,
                LastTime = now,
                LastMergeTime = now,
                AlertCount = 2,
                ActiveAlertCount = 1,
                EventCount = 5,
                CreatedAt = now - 300,
                UpdatedAt = now,
            },
            "Shop"
        );

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
