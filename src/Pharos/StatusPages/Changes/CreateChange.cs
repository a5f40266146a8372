using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>Publishes a change: <c>POST /status-page/change/create</c></summary>
internal static class CreateChange
{
    public static readonly Operation<CreateChangeRequest, CreateChangeResponse> Info = new(
        "/status-page/change/create",
        "Create status page event",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.ChangeWriteCreate),
    };

    private static async Task<CreateChangeResponse> Handle(CreateChangeRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var updates = request.Check();
        var change = request.ToRow(updates, op.Clock);
        var responders = References.CheckResponders(request.Responders);
        var linked = References.CheckLinked(request.LinkedChanges);

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, change.PageId, cancel);
        await ComponentChangeFields.DemandOnPage(
            db,
            change.PageId,
            [
                .. request.Updates!.Select(
                    (u, i) =>
                        (
                            Validate.Index("updates", i) + ".component_changes",
                            (IReadOnlyList<ComponentChangeFields?>?)u!.ComponentChanges
                        )
                ),
            ],
            cancel
        );
        db.Changes.Add(change);
        if (responders.Count > 0)
            await References.SetResponders(db, caller, change, responders, cancel);
        if (linked.Count > 0)
            await References.SetLinked(db, change, linked, cancel);
        if (change is { NotifySubscribers: true, IsRetrospective: false })
            await ChangeNotices.Record(write, caller.AccountId, change, change.Updates, op.Clock, cancel);
        write.SetAuditTarget(change.Title);
        await write.Commit(cancel);
        return new CreateChangeResponse(change.ChangeId, change.Title);
    }
}

public sealed record CreateChangeRequest
{
    private static readonly HashSet<string> NothingDeleted = [];

    [Required]
    public long? PageId { get; set; }

    [Required]
    public ChangeType? Type { get; set; }

    [Required]
    public string? Title { get; set; }

    [Required]
    public string? Description { get; set; }

    [Required]
    public ChangeStatus? Status { get; set; }
    public long? StartAtSeconds { get; set; }

    [MaxLength(References.Max)]
    public List<long?>? Responders { get; set; }

    [MaxLength(References.Max)]
    public List<string?>? LinkedChanges { get; set; }
    public long? CloseAtSeconds { get; set; }

    [Required]
    [MaxLength(1000)]
    public List<UpdateFields?>? Updates { get; set; }
    public bool? NotifySubscribers { get; set; }
    public bool? AutoUpdateBySchedule { get; set; }
    public bool? IsRetrospective { get; set; }

    /// <summary>The import's key for the change; not available to clients.</summary>
    [JsonIgnore]
    public string? SourceId { get; set; }

    private bool Retrospective => IsRetrospective == true;

    /// <summary>Validates each field by itself.</summary>
    /// <returns>The updates.</returns>
    internal IReadOnlyList<UpdateFields> Check()
    {
        var errors = new FieldErrors();
        errors.Check(() => Validate.Id(PageId, "page_id"));
        var type = Validate.Required(Type, "type");
        Title = errors.Check(() => Validate.Line(Title, "title", 255));
        Description = errors.Check(() => Validate.Text(Description, "description"));
        errors.Check(() => StatusField.Check(Validate.Required(Status, "status"), "status", type));
        var updates = Validate.Items(Updates, "updates");
        for (var i = 0; i < updates.Count; i++)
        {
            var (update, field) = (updates[i], Validate.Index("updates", i));
            errors.Check(() => update.Check(field, type));
        }

        errors.Check(() => Validate.Distinct(updates.Select((u, i) => u.UpdateId ?? "#" + i), "updates", "update_id"));
        errors.Check(() => Validate.Seconds(StartAtSeconds, "start_at_seconds"));
        errors.Check(() => Validate.Seconds(CloseAtSeconds, "close_at_seconds"));
        errors.ThrowIfAny();
        return updates;
    }

    /// <summary>
    /// Creates the change from fields that <see cref="Check"/> has validated, and checks them against its timeline.
    /// </summary>
    internal ChangeRow ToRow(IReadOnlyList<UpdateFields> updates, TimeProvider clock)
    {
        var (now, status) = (clock.Seconds(), Status!.Value);
        var start = StartAtSeconds ?? DefaultStart(updates, now);
        var change = new ChangeRow
        {
            ChangeId = Ids.NewInteger(),
            PageId = PageId!.Value,
            Type = Type!.Value,
            Title = Title!,
            Description = Description!,
            Status = status,
            StartAt = start,
            StatedCloseAt = CloseAtSeconds,
            IsRetrospective = Retrospective,
            NotifySubscribers = NotifySubscribers ?? false,
            AutoUpdateBySchedule = AutoUpdateBySchedule ?? false,
            NextStepAt = AutoUpdateBySchedule == true ? AutomaticSteps.First(status, start, CloseAtSeconds) : null,
            SourceId = SourceId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        AddUpdates(change, updates, status, now, clock);
        // An end that is the last update's time follows that update when it is corrected.
        if (Retrospective && CloseAtSeconds == DerivedChange.InOrder(change.Updates)[^1].AtSeconds)
            change.StatedCloseAt = null;
        DerivedChange.Derive(change, NothingDeleted, (row, name) =>
            name == "updates" ? name : Validate.Index("updates", change.Updates.IndexOf(row)) + '.' + name
        );
        if (change.Status != status)
            throw Errors.Invalid(Messages.StatusDisagrees, "status", WireName<ChangeStatus>.ToWire(change.Status));
        CheckClose(change, now);
        return change;
    }

    /// <summary>
    /// Now, or the first update's time if that is earlier: a client that takes the time before it sends is slightly
    /// behind.
    /// </summary>
    private static long DefaultStart(IReadOnlyList<UpdateFields> updates, long now) =>
        updates.Aggregate(now, (start, update) => Math.Min(start, update.AtSeconds ?? start));

    private void AddUpdates(
        ChangeRow change,
        IReadOnlyList<UpdateFields> updates,
        ChangeStatus status,
        long now,
        TimeProvider clock
    )
    {
        // The first entry of an incident announced ahead is dated at its start; a maintenance is announced now.
        var defaultAt =
            change.Type == ChangeType.Incident || status != ChangeStatus.Scheduled
                ? Math.Max(now, change.StartAt)
                : now;
        var silent = updates.All(u => u.Status is null);
        for (var i = 0; i < updates.Count; i++)
        {
            var update = updates[i];
            if (Retrospective && update.AtSeconds is null)
                throw Errors.Missing(Validate.Index("updates", i) + ".at_seconds");
            change.Updates.Add(
                update.ToRow(
                    change.ChangeId,
                    update.AtSeconds ?? defaultAt,
                    i,
                    silent && i == 0 ? status : update.Status,
                    clock
                )
            );
        }
    }

    private void CheckClose(ChangeRow change, long now)
    {
        if (Retrospective)
            CheckRetrospective(change, now);
        else if (CloseAtSeconds is not null && change.Type == ChangeType.Incident)
            throw Errors.Invalid(Messages.CloseOfLiveIncident, "close_at_seconds");
        if (CloseAtSeconds <= change.StartAt)
            throw Errors.Invalid(Messages.CloseBeforeStart, "close_at_seconds");
        if (!change.AutoUpdateBySchedule)
            return;
        if (change.Type != ChangeType.Maintenance)
            throw Errors.Invalid(Messages.MaintenanceOnly, "auto_update_by_schedule");
        if (Retrospective)
            throw Errors.Invalid(Messages.AutoRetrospective, "auto_update_by_schedule");
        if (CloseAtSeconds is null)
            throw Errors.Invalid(Messages.AutoNeedsClose, "close_at_seconds");
        if (CloseAtSeconds <= now || CloseAtSeconds > now + (30 * 24 * 60 * 60))
            throw Errors.Invalid(Messages.AutoTooFar, "close_at_seconds");
    }

    private void CheckRetrospective(ChangeRow change, long now)
    {
        var last = DerivedChange.InOrder(change.Updates)[^1];
        var field = Validate.Index("updates", change.Updates.IndexOf(last));
        if (last.AtSeconds > now)
            throw Errors.Invalid(Messages.RetrospectiveFuture, field + ".at_seconds");
        if (CloseAtSeconds > now)
            throw Errors.Invalid(Messages.RetrospectiveFuture, "close_at_seconds");
    }
}

public sealed record CreateChangeResponse(long ChangeId, string ChangeName);
