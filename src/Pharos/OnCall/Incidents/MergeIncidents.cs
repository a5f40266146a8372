using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// Moves the alerts and responders of incidents into another one; the emptied incidents close or are deleted:
/// <c>POST /incident/merge</c>
/// </summary>
internal static class MergeIncidents
{
    private const string Sources = "source_incident_ids";
    private const string Target = "target_incident_id";

    public static readonly Operation<MergeIncidentsRequest, EmptyResponse> Info = new(
        "/incident/merge",
        "Merge incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteMerge) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(MergeIncidentsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var targetId = Validate.ObjectId(request.TargetIncidentId, Target);
        var ids = Validate.ObjectIds(request.SourceIncidentIds, Sources).Where(id => id != targetId).ToList();
        if (ids.Count == 0)
            throw Errors.Invalid(OnCallMessages.MergeWithItself, Sources);
        var title = Validate.OptionalLine(request.Title, "title", 512);
        var comment = Validate.OptionalText(request.Comment, "comment", CommentIncident.MaxLength)?.Trim();
        var ownerId = request.OwnerId is null or 0 ? 0 : Validate.Id(request.OwnerId, "owner_id");

        await using var write = await IncidentsWrite.Begin(Info, request, ids, Sources, op);
        var target = (await write.Load([targetId], Target))[0];
        if (ownerId != 0)
            await IncidentAssigning.DemandPersons(op, [ownerId], "owner_id");

        var carried = write
            .Incidents.SelectMany(i => i.Responders)
            .Select(r => r.MemberId)
            .Where(id => !target.Responders.Exists(r => r.MemberId == id))
            .Distinct()
            .ToList();
        IncidentStates.Apply(target, write.Now, state => state.AddResponders(carried, write.Now, Target));
        await MoveAlerts(op, write, ids, target);
        var detail = new MergeDetail(
            [.. write.Incidents.Select(i => new IncidentShort(i.IncidentId, i.Title, i.Progress))],
            null,
            new IncidentShort(target.IncidentId, target.Title, target.Progress),
            string.IsNullOrEmpty(comment) ? null : comment,
            title,
            ownerId,
            request.RemoveSourceIncidents == true,
            carried
        );
        write.Record(target, TimelineTypes.IncidentMerge, detail);
        IncidentTexts.SetTitle(write, target, title);
        if (ownerId != 0)
            target.OwnerId = ownerId;

        if (request.RemoveSourceIncidents == true)
        {
            await TimerRows.CancelAll(db, ids, cancel);
            await IncidentRemoval.Delete(db, write.Incidents, cancel);
        }
        else
        {
            foreach (var source in write.Incidents)
                write.Record(source, TimelineTypes.IncidentMerge, detail);
            await write.Close(write.Incidents);
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }

    private static async Task MoveAlerts(
        OperationContext op,
        IncidentsWrite write,
        IReadOnlyList<string> sourceIds,
        IncidentRow target
    )
    {
        var (db, _, cancel) = op;
        await db
            .Alerts.Where(a => EF.Parameter(sourceIds).Contains(a.IncidentId!))
            .ExecuteUpdateAsync(
                a => a.SetProperty(r => r.IncidentId, target.IncidentId).SetProperty(r => r.UpdatedAt, write.Now),
                cancel
            );
        target.LastMergeTime = write.Now;
        await IncidentCounters.Recount(db, [target, .. write.Incidents], cancel);
    }
}

public sealed record MergeIncidentsRequest
{
    [Required]
    [MaxLength(100)]
    public List<string?>? SourceIncidentIds { get; set; }

    [Required]
    public string? TargetIncidentId { get; set; }

    /// <summary>The new title of the target.</summary>
    public string? Title { get; set; }
    public string? Comment { get; set; }

    /// <summary>The new owner of the target; absent or 0 to keep it.</summary>
    public long? OwnerId { get; set; }

    /// <summary>Deletes the source incidents instead of closing them.</summary>
    public bool? RemoveSourceIncidents { get; set; }
}
