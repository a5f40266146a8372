using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Incidents.Search;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Alerts;

/// <summary>
/// Moves alerts into an open incident. An incident that loses its last alert closes: <c>POST /alert/merge</c>
/// </summary>
internal static class MergeAlerts
{
    private const string Target = "incident_id";

    public static readonly Operation<MergeAlertsRequest, EmptyResponse> Info = new(
        "/alert/merge",
        "Move alerts into an incident",
        Handle
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.AlertWriteMerge),
    };

    private static async Task<EmptyResponse> Handle(MergeAlertsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var ids = Validate.ObjectIds(request.AlertIds, "alert_ids");
        var targetId = Validate.ObjectId(request.IncidentId, Target);
        var comment = Validate.OptionalText(request.Comment, "comment", CommentIncident.MaxLength)?.Trim();
        var title = Validate.OptionalLine(request.Title, "title", 512);
        var ownerId = request.OwnerId is null or 0 ? 0 : Validate.Id(request.OwnerId, "owner_id");

        await using var write = await AlertsWrite.Begin(Info, request, ids, op);
        var target = await IncidentAccess
            .For(db, caller, write.Access)
            .Include(i => i.Responders)
            .SingleOrDefaultAsync(i => i.IncidentId == targetId, cancel)
            ?? throw Errors.NotFound(Target);
        if (target.Progress == IncidentProgress.Closed)
            throw Errors.Invalid(OnCallMessages.IncidentClosed, Target);
        if (ownerId != 0)
            await IncidentAssigning.DemandPersons(op, [ownerId], "owner_id");

        var detail = new MergeDetail(
            null,
            [.. write.Alerts.Select(a => new MergedAlert(a.AlertId, a.Title))],
            new IncidentShort(target.IncidentId, target.Title, target.Progress),
            string.IsNullOrEmpty(comment) ? null : comment,
            title,
            ownerId,
            null,
            null
        );
        foreach (var alert in write.Alerts)
        {
            (alert.IncidentId, alert.UpdatedAt) = (target.IncidentId, write.Now);
            Timelines.Add(
                db,
                op.Clock,
                alert.AccountId,
                alert.AlertId,
                TimelineTypes.AlertMerge,
                detail,
                caller.MemberId
            );
        }

        Timelines.Add(
            db,
            op.Clock,
            target.AccountId,
            target.IncidentId,
            TimelineTypes.AlertMerge,
            detail,
            caller.MemberId
        );
        if (title is not null)
        {
            target.Title = title;
            await IncidentIndex.Update(db, [target], cancel);
        }

        if (ownerId != 0)
            target.OwnerId = ownerId;
        (target.LastMergeTime, target.UpdatedAt) = (write.Now, write.Now);
        await write.CloseEmptied(target);
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record MergeAlertsRequest
{
    [Required]
    [MaxLength(100)]
    public List<string?>? AlertIds { get; set; }

    [Required]
    public string? IncidentId { get; set; }
    public string? Comment { get; set; }

    /// <summary>The new title of the incident.</summary>
    public string? Title { get; set; }

    /// <summary>The new owner of the incident; absent or 0 to keep it.</summary>
    public long? OwnerId { get; set; }
}
