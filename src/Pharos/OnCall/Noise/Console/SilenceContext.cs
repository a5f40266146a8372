using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;

namespace Pharos.OnCall.Noise.Console;

/// <summary>The silences of a space, and what a new one starts with.</summary>
/// <param name="Rules">The space's silences.</param>
/// <param name="Start">The conditions of the new silence.</param>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="FromIncidentId">The incident that it is made from; null for none.</param>
/// <param name="Now">Unix seconds.</param>
/// <param name="Zone">The member's time zone.</param>
internal sealed record SilenceContext(
    SpaceContext Space,
    IReadOnlyList<SilenceRuleItem> Rules,
    IReadOnlyList<FilterCondition> Start,
    string Name,
    string? FromIncidentId,
    long Now,
    DateTimeZone Zone
)
{
    private const int MaxAlerts = 100;
    private const int MaxLabels = 10;
    private const int MaxValue = 200;

    public string Path => Space.Path + "/silences";

    /// <summary>Whether the form starts with the conditions of an incident or alert.</summary>
    public bool IsPrepared => Start.Count > 0;

    public static async Task<SilenceContext> Find(ConsoleRequest request, PharosDb db)
    {
        var space = await SpaceContext.Find(request, db);
        var op = request.Operation(db);
        var rules = await SilenceRules.List.Run(new SpaceRequest { ChannelId = space.Space.ChannelId }, op);
        var empty = new SilenceContext(space, rules.Items, [], "", null, request.Clock.Seconds(), request.Zone);
        if (Asked("from_alert") is { } alertId)
        {
            var alert = await AlertInfo.Info.Run(new AlertInfoRequest { AlertId = alertId }, op);
            return empty with { Start = Shared([alert]), Name = SafeMarkdown.Cut(alert.Title, 39) };
        }

        if (Asked("from_incident") is not { } incidentId)
            return empty;
        var incident = await IncidentInfo.Info.Run(new IncidentInfoRequest { IncidentId = incidentId }, op);
        if (incident.ChannelId != space.Space.ChannelId)
            throw Errors.NotFound("from_incident");
        // A second silence from the same incident replaces the first one, so the form starts with that.
        if (rules.Items.FirstOrDefault(r => r.FromIncidentId == incidentId) is { } before)
            return empty with
            {
                Start = [.. (before.Filters.FirstOrDefault() ?? []).OfType<FilterCondition>()],
                Name = before.RuleName,
                FromIncidentId = incidentId,
            };
        var alerts = await ListIncidentAlerts.Info.Run(
            new ListIncidentAlertsRequest { IncidentId = incidentId, Limit = MaxAlerts },
            op
        );
        return empty with
        {
            Start = Shared(alerts.Items),
            Name = request.Texts.Format(NoiseTexts.QuickName, "#" + incident.Num),
            FromIncidentId = incidentId,
        };

        string? Asked(string name)
        {
            var id = HttpMethods.IsPost(request.Http.Request.Method) ? request.Field(name) : request.Query(name);
            return Ids.IsObjectId(id) ? id : null;
        }
    }

    /// <summary>Conditions that all of some alerts fulfil: their severity and labels, as far as they agree.</summary>
    private static List<FilterCondition> Shared(IReadOnlyList<AlertItem> alerts)
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
