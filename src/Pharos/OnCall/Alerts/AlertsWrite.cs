using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Alerts;

/// <summary>A write to some alerts that a member may see, under the lock of the account's on-call data.</summary>
internal sealed class AlertsWrite : IAsyncDisposable
{
    private readonly OperationContext op;
    private readonly WriteTransaction write;
    private readonly List<string> incidentIds;

    private AlertsWrite(OperationContext op, WriteTransaction write, SpaceAccess access, List<AlertRow> alerts)
    {
        (this.op, this.write, Access, Alerts, Now) = (op, write, access, alerts, op.Clock.Seconds());
        incidentIds = [.. alerts.Select(a => a.IncidentId).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    public SpaceAccess Access { get; }

    /// <summary>The alerts in the order of the request; tracked.</summary>
    public IReadOnlyList<AlertRow> Alerts { get; }

    /// <summary>The time of the write, in unix seconds.</summary>
    public long Now { get; }

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<AlertsWrite> Begin(
        Operation info,
        object request,
        IReadOnlyList<string> ids,
        OperationContext op
    )
    {
        var begun = await op.BeginWrite(info, request);
        try
        {
            await begun.LockOnCall(op.Caller.AccountId, op.Cancel);
            var access = await SpaceAccess.For(op.Db, op.Caller, op.Cancel);
            var found = await op
                .Db.Alerts.Where(a => a.AccountId == op.Caller.AccountId && EF.Parameter(ids).Contains(a.AlertId))
                .Where(a => !EF.Parameter(access.HiddenIds).Contains(a.SpaceId))
                .ToDictionaryAsync(a => a.AlertId, StringComparer.Ordinal, op.Cancel);
            List<AlertRow> alerts =
            [
                .. ids.Select(
                    (id, i) => found.GetValueOrDefault(id) ?? throw Errors.NotFound(Validate.Index("alert_ids", i))
                ),
            ];
            if (alerts.Count == 1)
                begun.SetAuditTarget(alerts[0].Title);
            return new AlertsWrite(op, begun, access, alerts);
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Counts the alerts of all incidents again that the write touches, and closes those that had open alerts and have
    /// none left.
    /// </summary>
    /// <param name="target">A further incident, which stays open.</param>
    public async Task CloseEmptied(IncidentRow? target = null)
    {
        var (db, caller, cancel) = op;
        await db.SaveChangesAsync(cancel);
        var incidents = await db
            .Incidents.Include(i => i.Responders)
            .Where(i => EF.Parameter(incidentIds).Contains(i.IncidentId))
            .ToListAsync(cancel);
        if (target is not null && !incidents.Contains(target))
            incidents.Add(target);
        var wereActive = incidents.Where(i => i.ActiveAlertCount > 0 && i != target).ToList();
        await IncidentCounters.Recount(db, incidents, cancel);
        var closed = new List<IncidentRow>();
        foreach (var incident in wereActive.Where(i => i.ActiveAlertCount == 0))
        {
            if (!IncidentStates.Apply(incident, Now, state => state.MoveAway(caller.MemberId, Now)).IsChange)
                continue;
            closed.Add(incident);
            Timelines.Add(
                db,
                op.Clock,
                incident.AccountId,
                incident.IncidentId,
                TimelineTypes.IncidentResolve,
                new ResolveDetail(ResolvedFrom.Console),
                caller.MemberId
            );
        }

        await IncidentClosing.CloseAlerts(db, op.Clock, closed, caller.MemberId, cancel);
    }

    public Task Commit() => write.Commit(op.Cancel);

    public ValueTask DisposeAsync() => write.DisposeAsync();
}
