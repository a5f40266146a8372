using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.Web;

namespace Pharos.OnCall.Noise.Console;

/// <summary>
/// The silence that one tap makes from an incident: one day, for alerts that share severity and labels with those of
/// the incident. A second one from the same incident replaces the first.
/// </summary>
internal static class QuickSilence
{
    /// <summary>Its length.</summary>
    public const long Seconds = 86400;

    private const int MaxAlerts = 100;
    private const int MaxLabels = 10;
    private const int MaxValue = 200;

    public static async Task Create(IncidentItem incident, ConsoleLocalizer texts, OperationContext op)
    {
        var now = op.Clock.Seconds();
        await SilenceRules.Create.Run(
            new CreateSilenceRuleRequest
            {
                ChannelId = incident.ChannelId,
                FromIncidentId = incident.IncidentId,
                RuleName = Name(incident, texts),
                Filters =
                [
                    [.. await Conditions(incident.IncidentId, op)],
                ],
                TimeFilter = new OnceTimeFields { StartTime = now, EndTime = now + Seconds },
            },
            op
        );
    }

    public static string Name(IncidentItem incident, ConsoleLocalizer texts) =>
        texts.Format(NoiseTexts.QuickName, "#" + incident.Num);

    /// <summary>What the alerts of an incident have in common.</summary>
    public static async Task<List<FilterCondition>> Conditions(string incidentId, OperationContext op) =>
        Shared(
            (
                await ListIncidentAlerts.Info.Run(
                    new ListIncidentAlertsRequest { IncidentId = incidentId, Limit = MaxAlerts },
                    op
                )
            ).Items
        );

    /// <summary>Conditions that all of some alerts fulfil: their severity and labels, as far as they agree.</summary>
    public static List<FilterCondition> Shared(IReadOnlyList<AlertItem> alerts)
    {
        var shared = new List<FilterCondition>();
        if (alerts.Count == 0)
            return shared;
        var first = alerts[0];
        foreach (var (name, value) in first.Labels.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            if (
                shared.Count < MaxLabels
                && value.Length is > 0 and <= MaxValue
                // Such a value would count as a regular expression.
                && value is not ['/', .., '/']
                && alerts.All(a => a.Labels.GetValueOrDefault(name) == value)
            )
                shared.Add(Equal("labels." + name, value));
        }

        if (shared.Count == 0)
            shared.Add(Equal("title", first.Title));
        if (alerts.All(a => a.AlertSeverity == first.AlertSeverity))
            shared.Insert(0, Equal("severity", WireName<EventStatus>.ToWire(first.AlertSeverity)));
        return shared;
    }

    private static FilterCondition Equal(string key, string value) =>
        new()
        {
            Key = key,
            Oper = FilterOperator.IN,
            Vals = [value],
        };
}
