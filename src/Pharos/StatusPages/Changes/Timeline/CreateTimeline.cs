using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes.Timeline;

/// <summary>Adds an update to a change: <c>POST /status-page/change/timeline/create</c></summary>
internal static class CreateTimeline
{
    public static readonly Operation<CreateTimelineRequest, CreateTimelineResponse> Info = new(
        "/status-page/change/timeline/create",
        "Create event timeline entry",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.TimelineWriteCreate),
    };

    private static async Task<CreateTimelineResponse> Handle(CreateTimelineRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, changeId) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        var change = await DerivedChange.Lock(db, write, caller, pageId, changeId, cancel);
        StatusField.Check(request.Status, "status", change.Type);
        ComponentChangeFields.Check(request.ComponentChanges, "component_changes", change.Type);
        await ComponentChangeFields.DemandOnPage(db, pageId, [("component_changes", request.ComponentChanges)], cancel);

        var now = op.Clock.Seconds();
        var fields = new UpdateFields
        {
            Description = request.Description,
            ComponentChanges = request.ComponentChanges,
            NextUpdateAtSeconds = request.NextUpdateAtSeconds,
        };
        // Defaults to now, even for a maintenance that begins or ends before its planned start. Updates of an incident
        // announced ahead default to its start.
        var defaultAt = change.Type == ChangeType.Maintenance ? now : Math.Max(now, change.StartAt);
        var update = fields.ToRow(
            changeId,
            request.AtSeconds ?? defaultAt,
            change.Updates.Max(u => u.Arrival) + 1,
            request.Status,
            op.Clock
        );
        change.Updates.Add(update);
        db.Updates.Add(update);
        await DerivedChange.Rewritten(db, change, op.Clock, (_, name) => name, cancel);
        if ((request.NotifySubscribers ?? change.NotifySubscribers) && !change.IsRetrospective)
            await ChangeNotices.Record(write, caller.AccountId, change, [update], op.Clock, cancel);
        write.SetAuditTarget(change.Title);
        await write.Commit(cancel);
        return new CreateTimelineResponse(update.UpdateId);
    }
}

public sealed record CreateTimelineRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public long? ChangeId { get; set; }
    public long? AtSeconds { get; set; }

    [Required]
    public ChangeStatus? Status { get; set; }

    [Required]
    public string? Description { get; set; }

    [MaxLength(1000)]
    public List<ComponentChangeFields?>? ComponentChanges { get; set; }

    /// <summary>
    /// Beyond the contract: when the next update is promised. Valid until another update arrives or the change
    /// ends.
    /// </summary>
    public long? NextUpdateAtSeconds { get; set; }

    /// <summary>
    /// Beyond the contract: whether this update sends notifications; defaults to the choice at the change's
    /// creation.
    /// </summary>
    public bool? NotifySubscribers { get; set; }

    internal (long PageId, long ChangeId) Check()
    {
        var ids = (Validate.Id(PageId, "page_id"), Validate.Id(ChangeId, "change_id"));
        Validate.Seconds(AtSeconds, "at_seconds");
        Validate.Seconds(NextUpdateAtSeconds, "next_update_at_seconds");
        Validate.Required(Status, "status");
        Description = Validate.Text(Description, "description");
        return ids;
    }
}

public sealed record CreateTimelineResponse(string UpdateId);
