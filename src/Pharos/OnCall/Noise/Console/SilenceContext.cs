using System.Globalization;
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
    /// <summary>The silence that the form changes; null for a new one.</summary>
    public SilenceRuleItem? Rule { get; private init; }

    /// <summary>The recurring time that the form shows; null for a single time.</summary>
    public TimeFilterFields? Weekly => Rule?.TimeFilters.FirstOrDefault();

    /// <summary>Unix seconds.</summary>
    public long From => Rule?.TimeFilter?.StartTime ?? Now;

    /// <summary>Unix seconds.</summary>
    public long Until => Rule?.TimeFilter?.EndTime ?? Now + QuickSilence.Seconds;

    /// <summary>The days of the week; without any in the rule all of them.</summary>
    public IEnumerable<string> Days =>
        Weekly is null ? ["1", "2", "3", "4", "5"]
        : Weekly.Repeat is { Count: > 0 } days
            ? days.OfType<long>().Select(d => d.ToString(CultureInfo.InvariantCulture))
        : ["0", "1", "2", "3", "4", "5", "6"];

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
            return empty with { Start = QuickSilence.Shared([alert]), Name = SafeMarkdown.Cut(alert.Title, 39) };
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
        return empty with
        {
            Start = await QuickSilence.Conditions(incidentId, op),
            Name = QuickSilence.Name(incident, request.Texts),
            FromIncidentId = incidentId,
        };

        string? Asked(string name)
        {
            var id = HttpMethods.IsPost(request.Http.Request.Method) ? request.Field(name) : request.Query(name);
            return Ids.IsObjectId(id) ? id : null;
        }
    }

    /// <summary>Reads the silence that the route value <c>{ruleId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<SilenceContext> FindRule(ConsoleRequest request, PharosDb db)
    {
        var space = await SpaceContext.Find(request, db);
        var id = ActOnRule.RuleId(request);
        var rules = await SilenceRules.List.Run(
            new SpaceRequest { ChannelId = space.Space.ChannelId },
            request.Operation(db)
        );
        var rule = rules.Items.FirstOrDefault(r => r.RuleId == id) ?? throw Errors.NotFound("rule_id");
        return new SilenceContext(
            space,
            rules.Items,
            Conditions.First(rule.Filters),
            rule.RuleName,
            null,
            request.Clock.Seconds(),
            request.Zone
        )
        {
            Rule = rule,
        };
    }
}
