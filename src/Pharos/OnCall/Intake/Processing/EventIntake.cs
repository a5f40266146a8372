using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>
/// Takes events from their integration to an incident: title, route, drop rules, alert, silences and inhibition,
/// grouping, assignment. Runs in one transaction under the lock of the account.
/// </summary>
internal sealed class EventIntake(SpaceRuleCache rules, TimeProvider clock)
{
    public async Task Take(PharosDb db, long accountId, IReadOnlyList<PushRow> pushes, CancellationToken cancel)
    {
        var integrations = await Integrations(db, pushes, cancel);
        var spaces = await SpaceSet.Load(db, accountId, rules, cancel);
        var arrivals = new List<Arrival>();
        foreach (var push in pushes)
        {
            // An integration that was deleted after the push takes its events with it.
            if (!integrations.TryGetValue(push.IntegrationId, out var source))
                continue;
            var content = PushContent.Parse(push.Body);
            var at = push.ReceivedAt / 1000;
            source.Integration.LastEventAt = Math.Max(source.Integration.LastEventAt ?? 0, at);
            foreach (var incoming in content.Events)
                arrivals.AddRange(Route(source, spaces, incoming, at));
            if (content.Actions.Count == 0)
                continue;
            // In their order: an alert may be triggered again after it was closed.
            await TakeAll(db, accountId, arrivals, spaces, cancel);
            arrivals.Clear();
            foreach (var action in content.Actions)
                await SenderActions.Take(db, clock, source.Integration, action, cancel);
            await db.SaveChangesAsync(cancel);
        }

        await TakeAll(db, accountId, arrivals, spaces, cancel);
    }

    private async Task TakeAll(
        PharosDb db,
        long accountId,
        List<Arrival> arrivals,
        SpaceSet spaces,
        CancellationToken cancel
    )
    {
        if (arrivals.Count == 0)
            return;
        var alerts = await AlertSet.Load(db, arrivals, cancel);
        var incidents = new IncidentSet(db, accountId, spaces, clock);
        await incidents.Load(alerts.Incidents, cancel);
        var active = new ActiveAlerts();
        foreach (var arrival in arrivals)
            await Take(db, arrival, spaces, alerts, incidents, active, cancel);
        await incidents.Finish(cancel);
    }

    private async Task Take(
        PharosDb db,
        Arrival arrival,
        SpaceSet spaces,
        AlertSet alerts,
        IncidentSet incidents,
        ActiveAlerts active,
        CancellationToken cancel
    )
    {
        var spaceRules = spaces.Rules(arrival.SpaceId);
        var subject = arrival.Subject();
        if (spaceRules.Drops(subject) || alerts.Take(db, clock, arrival) is not { } change)
            return;
        var alert = change.Row;
        if (alert.IncidentId is null && alert.IsOpen && arrival.Incoming.Status != EventStatus.Ok)
        {
            // A muted alert is asked again with each event: its silence may have ended.
            var sources = spaceRules.HasInhibits ? await active.In(db, alert.SpaceId, cancel) : [];
            if (spaceRules.Mutes(alert, subject, sources, clock.Seconds(), spaces.Zone) is not { } muting)
                await incidents.Join(alert, arrival, cancel);
            else if (muting.Discards && change.IsNew)
                alerts.Discard(db, alert);
            else
                AlertMuting.Mute(db, clock, alert, muting);
        }
        else
            incidents.Update(alert, change.WasOpen, change.IsKept);

        if (change.Replaced is { } replaced)
            incidents.Replaced(replaced);
        active.Note(alert);
    }

    private static IEnumerable<Arrival> Route(Source source, SpaceSet spaces, IncomingEvent incoming, long receivedAt)
    {
        var integration = source.Integration;
        var variables = new TitleVariables
        {
            Labels = incoming.Labels,
            Description = incoming.Description,
            Severity = incoming.Status,
            Status = incoming.Status,
            AlertKey = incoming.AlertKey,
            TitleRule = incoming.TitleRule,
            IntegrationType = WireName<IntegrationType>.ToWire(integration.Type),
            IntegrationName = integration.Name,
        };
        var arrival = new Arrival(
            integration,
            0,
            incoming,
            incoming.IsPlainTitle ? incoming.TitleRule : TitleRule.Render(incoming.TitleRule, variables),
            AlertMerging.TimeOf(incoming.Time, receivedAt)
        );
        var targets = integration.SpaceId is { } only ? [only] : source.Route?.Choose(arrival, spaces) ?? [];
        return targets.Where(spaces.Takes).Select(spaceId => arrival with { SpaceId = spaceId });
    }

    private static async Task<Dictionary<long, Source>> Integrations(
        PharosDb db,
        IReadOnlyList<PushRow> pushes,
        CancellationToken cancel
    )
    {
        var ids = pushes.Select(p => p.IntegrationId).Distinct().ToList();
        var rows = await db.Integrations.Where(i => EF.Parameter(ids).Contains(i.IntegrationId)).ToListAsync(cancel);
        var shared = rows.Where(r => r.SpaceId is null).Select(r => r.IntegrationId).ToList();
        var routes = new Dictionary<long, string>();
        if (shared.Count > 0)
            routes = await db
                .Routes.AsNoTracking()
                .Where(r => r.IsCurrent && EF.Parameter(shared).Contains(r.IntegrationId))
                .ToDictionaryAsync(r => r.IntegrationId, r => r.Body, cancel);
        return rows.ToDictionary(
            r => r.IntegrationId,
            r => new Source(r, routes.TryGetValue(r.IntegrationId, out var body) ? SpaceRoute.Parse(body) : null)
        );
    }

    private sealed record Source(IntegrationRow Integration, SpaceRoute? Route);
}
