using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents.Search;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>A write to some incidents that a member may see, under the lock of the account's on-call data.</summary>
internal sealed class IncidentsWrite : IAsyncDisposable
{
    private readonly OperationContext op;
    private readonly WriteTransaction write;

    private IncidentsWrite(OperationContext op, WriteTransaction write, SpaceAccess access) =>
        (this.op, this.write, Access) = (op, write, access);

    public SpaceAccess Access { get; }

    /// <summary>The incidents in the order of the request, with their responders; tracked.</summary>
    public IReadOnlyList<IncidentRow> Incidents { get; private set; } = [];

    /// <summary>Incidents whose title has changed, for the full-text index.</summary>
    public HashSet<IncidentRow> Retitled { get; } = [];

    /// <summary>The time of the write, in unix seconds.</summary>
    public long Now { get; private init; }

    /// <param name="ids">Validated IDs.</param>
    /// <param name="field">The wire name of the list, or of the single ID.</param>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<IncidentsWrite> Begin(
        Operation info,
        object request,
        IReadOnlyList<string> ids,
        string field,
        OperationContext op
    )
    {
        var open = await op.BeginWrite(info, request);
        try
        {
            await open.LockOnCall(op.Caller.AccountId, op.Cancel);
            var begun = new IncidentsWrite(op, open, await SpaceAccess.For(op.Db, op.Caller, op.Cancel))
            {
                Now = op.Clock.Seconds(),
            };
            begun.Incidents = await begun.Load(ids, field);
            if (begun.Incidents.Count == 1)
                open.SetAuditTarget(begun.Incidents[0].Title);
            return begun;
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    /// <summary>Loads further incidents, such as the target of a merge.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public async Task<IReadOnlyList<IncidentRow>> Load(IReadOnlyList<string> ids, string field)
    {
        var found = await IncidentAccess
            .For(op.Db, op.Caller, Access)
            .Include(i => i.Responders)
            .Where(i => EF.Parameter(ids).Contains(i.IncidentId))
            .ToDictionaryAsync(i => i.IncidentId, StringComparer.Ordinal, op.Cancel);
        return
        [
            .. ids.Select(
                (id, i) =>
                    found.GetValueOrDefault(id)
                    ?? throw Errors.NotFound(ids.Count == 1 && !field.EndsWith('s') ? field : Validate.Index(field, i))
            ),
        ];
    }

    /// <summary>Applies a transition and, if it changes something, adds its entry to the timeline.</summary>
    public IncidentTransition Apply(
        IncidentRow incident,
        Func<IncidentState, IncidentTransition> transition,
        object? detail = null
    )
    {
        var result = IncidentStates.Apply(incident, Now, transition);
        if (result.Entry is { } type)
            Record(incident, type, detail);
        return result;
    }

    /// <summary>Adds an entry by the caller to an incident's timeline.</summary>
    public void Record(IncidentRow incident, string type, object? detail = null) =>
        Timelines.Add(op.Db, op.Clock, incident.AccountId, incident.IncidentId, type, detail, op.Caller.MemberId);

    /// <summary>Closes incidents by hand, with their alerts and timers.</summary>
    public async Task Close(IEnumerable<IncidentRow> incidents)
    {
        var closed = incidents
            .Where(i =>
                Apply(
                    i,
                    state => state.Resolve(op.Caller.MemberId, ResolvedFrom.Console, Now),
                    new ResolveDetail(ResolvedFrom.Console)
                ).IsChange
            )
            .ToList();
        await IncidentClosing.CloseAlerts(op.Db, op.Clock, closed, op.Caller.MemberId, op.Cancel);
    }

    public Task SetTimer(IncidentRow incident, TimerKind kind, long dueAt) =>
        TimerRows.Set(op.Db, kind, incident.IncidentId, incident.AccountId, dueAt, op.Cancel);

    public Task CancelTimers(TimerKind kind, IEnumerable<IncidentRow> incidents) =>
        TimerRows.Cancel(op.Db, kind, [.. incidents.Select(i => i.IncidentId)], op.Cancel);

    public async Task Commit()
    {
        await IncidentIndex.Update(op.Db, Retitled, op.Cancel);
        await write.Commit(op.Cancel);
    }

    public ValueTask DisposeAsync() => write.DisposeAsync();
}
