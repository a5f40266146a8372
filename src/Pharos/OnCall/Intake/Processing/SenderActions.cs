using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>
/// What senders ask for an alert's incident: acknowledge, close, comment. They name no member of the account, so the
/// timeline shows the system, and the sender's own name for who acted. An unknown or closed alert is left alone.
/// </summary>
internal static class SenderActions
{
    public static async Task Take(
        PharosDb db,
        TimeProvider clock,
        IntegrationRow integration,
        IncomingAction action,
        CancellationToken cancel
    )
    {
        // Alerts and incidents of this batch must be found.
        await db.SaveChangesAsync(cancel);
        var alert = await Alerts(db, integration, action.Alert)
            .Where(a => a.IsOpen)
            .OrderByDescending(a => a.AlertId)
            .FirstOrDefaultAsync(cancel); // A short number is not unique; the newest alert is meant.
        if (alert?.IncidentId is null)
            return;
        var incident = await db
            .Incidents.Include(i => i.Responders)
            .SingleOrDefaultAsync(i => i.IncidentId == alert.IncidentId, cancel);
        if (incident is null or { Progress: IncidentProgress.Closed })
            return;
        var now = clock.Seconds();
        switch (action.Kind)
        {
            case ActionKind.Acknowledge when incident.Progress == IncidentProgress.Triggered:
                incident.Progress = IncidentProgress.Processing;
                if (incident.AckTime == 0)
                    incident.AckTime = now;
                Record(db, clock, incident, TimelineTypes.IncidentAck);
                break;
            case ActionKind.Unacknowledge when incident.Progress == IncidentProgress.Processing:
                incident.Progress = IncidentProgress.Triggered;
                incident.AckTime = 0;
                foreach (var responder in incident.Responders)
                    responder.AcknowledgedAt = 0;
                Record(db, clock, incident, TimelineTypes.IncidentUnack);
                break;
            case ActionKind.Close:
                await Close(db, clock, alert, incident, now, cancel);
                break;
        }

        incident.UpdatedAt = now;
        if (Comment(action) is { } comment)
            Record(db, clock, incident, TimelineTypes.IncidentComment, new CommentDetail(comment, MuteReply: false));
    }

    private static async Task Close(
        PharosDb db,
        TimeProvider clock,
        AlertRow alert,
        IncidentRow incident,
        long now,
        CancellationToken cancel
    )
    {
        AlertActions.Close(db, clock, alert, 0);
        incident.ActiveAlertCount = Math.Max(0, incident.ActiveAlertCount - 1);
        if (incident.ActiveAlertCount > 0)
            return;
        IncidentStates.Apply(incident, now, state => state.Resolve(0, ResolvedFrom.Event, now));
        incident.EndTime = now;
        Record(db, clock, incident, TimelineTypes.IncidentResolve, new ResolveDetail(ResolvedFrom.Event));
        await IncidentClosing.CloseAlerts(db, clock, [incident], 0, cancel);
    }

    private static IQueryable<AlertRow> Alerts(PharosDb db, IntegrationRow integration, AlertReference reference)
    {
        var alerts = db.Alerts.Where(a => a.IntegrationId == integration.IntegrationId);
        var value = reference.Value;
        return reference.Kind switch
        {
            AlertReferenceKind.Key => alerts.Where(a => a.AlertKey == value && a.IsNewest),
            AlertReferenceKind.Id => alerts.Where(a => a.AlertId == value || a.IncidentId == value),
            _ => alerts.Where(a =>
                db.Incidents.Any(i => i.IncidentId == a.IncidentId && i.AccountId == a.AccountId && i.Num == value)
            ),
        };
    }

    private static string? Comment(IncomingAction action) =>
        (action.Note.Length, action.Actor.Length) switch
        {
            (0, _) => null,
            (_, 0) => action.Note,
            _ => $"{action.Actor}: {action.Note}",
        };

    private static void Record(
        PharosDb db,
        TimeProvider clock,
        IncidentRow incident,
        string type,
        object? detail = null
    ) => Timelines.Add(db, clock, incident.AccountId, incident.IncidentId, type, detail);
}
