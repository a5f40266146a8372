using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>What the operations on rules have in common, whatever the rules do.</summary>
internal static class SpaceRuleOperations
{
    /// <summary>The limit of rules per space and kind, because their list has no paging.</summary>
    public const int Max = 200;

    /// <summary>The rules of one kind, in the order in which they apply.</summary>
    public static async Task<List<SpaceRuleRow>> List(OperationContext op, SpaceRequest request, SpaceRuleKind kind)
    {
        var (db, caller, cancel) = op;
        var spaceId = Validate.Id(request.ChannelId, "channel_id");
        var access = await SpaceAccess.For(db, caller, cancel);
        await access.Find(db, caller, spaceId, cancel);
        return await Rows(db, spaceId, kind).AsNoTracking().ToListAsync(cancel);
    }

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<SpaceRuleRow> Find(
        PharosDb db,
        SpaceRow space,
        string ruleId,
        SpaceRuleKind kind,
        CancellationToken cancel
    ) =>
        await db.SpaceRules.SingleOrDefaultAsync(
            r => r.SpaceId == space.SpaceId && r.Kind == kind && r.RuleId == ruleId,
            cancel
        ) ?? throw Errors.NotFound("rule_id");

    /// <summary>Adds a rule to the transaction.</summary>
    /// <exception cref="ApiException">The space has too many rules.</exception>
    public static async Task<SpaceRuleRow> Add(
        OperationContext op,
        SpaceRow space,
        SpaceRuleDraft draft,
        string? fromIncidentId = null
    )
    {
        var (db, caller, cancel) = op;
        var count = await db.SpaceRules.CountAsync(r => r.SpaceId == space.SpaceId && r.Kind == draft.Kind, cancel);
        if (count >= Max)
            throw Errors.Invalid(SpaceMessages.TooManyRules, Max);
        var row = draft.ToRow(space, caller, fromIncidentId, op.Clock);
        db.SpaceRules.Add(row);
        return row;
    }

    /// <summary>Replaces a rule, except for its status.</summary>
    public static void Replace(OperationContext op, SpaceRuleRow row, SpaceRuleDraft draft)
    {
        (row.Name, row.Description, row.Priority) = (draft.Name, draft.Description, draft.Priority);
        row.Body = draft.Body;
        (row.UpdatedBy, row.UpdatedAt) = (op.Caller.MemberId, op.Clock.Seconds());
    }

    /// <summary>Locks the account's on-call settings and finds a space that the caller may edit.</summary>
    public static async Task<SpaceRow> LockSpace(WriteTransaction write, OperationContext op, long spaceId)
    {
        var (db, caller, cancel) = op;
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var space = await access.Find(db, caller, spaceId, cancel);
        access.DemandEdit(space);
        return space;
    }

    /// <summary>Runs an update of a rule of any kind.</summary>
    /// <param name="op">The context.</param>
    /// <param name="info">The operation.</param>
    /// <param name="request">Its request.</param>
    /// <param name="id">The rule.</param>
    /// <param name="draft">What replaces it.</param>
    /// <param name="within">What else to check or write in the transaction.</param>
    public static async Task<EmptyResponse> Update(
        OperationContext op,
        Operation info,
        object request,
        SpaceRuleRequest id,
        SpaceRuleDraft draft,
        Func<SpaceRuleRow, Task>? within = null
    )
    {
        var (spaceId, ruleId) = id.Check();
        await using var write = await op.BeginWrite(info, request);
        var space = await LockSpace(write, op, spaceId);
        var row = await Find(op.Db, space, ruleId, draft.Kind, op.Cancel);
        if (within is not null)
            await within(row);
        Replace(op, row, draft);
        write.SetAuditTarget(row.Name);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }

    /// <summary>Declares the operation that deletes a rule.</summary>
    public static Operation<SpaceRuleRequest, EmptyResponse> Delete(
        string path,
        string summary,
        SpaceRuleKind kind,
        TextKey audit
    ) => Declare(path, summary, kind, audit, (op, row) => op.Db.SpaceRules.Remove(row));

    /// <summary>Declares the operation that enables a rule; it does nothing to one that is enabled.</summary>
    public static Operation<SpaceRuleRequest, EmptyResponse> Enable(
        string path,
        string summary,
        SpaceRuleKind kind,
        TextKey audit
    ) => Declare(path, summary, kind, audit, (op, row) => SetDisabled(op, row, false));

    /// <summary>Declares the operation that disables a rule; it does nothing to one that is disabled.</summary>
    public static Operation<SpaceRuleRequest, EmptyResponse> Disable(
        string path,
        string summary,
        SpaceRuleKind kind,
        TextKey audit
    ) => Declare(path, summary, kind, audit, (op, row) => SetDisabled(op, row, true));

    private static IQueryable<SpaceRuleRow> Rows(PharosDb db, long spaceId, SpaceRuleKind kind) =>
        db.SpaceRules.Where(r => r.SpaceId == spaceId && r.Kind == kind).OrderBy(r => r.Priority).ThenBy(r => r.RuleId);

    private static Operation<SpaceRuleRequest, EmptyResponse> Declare(
        string path,
        string summary,
        SpaceRuleKind kind,
        TextKey audit,
        Action<OperationContext, SpaceRuleRow> change
    )
    {
        Operation<SpaceRuleRequest, EmptyResponse>? info = null;
        return info = new(path, summary, Handle)
        {
            Permission = Permissions.SpacesManage,
            IsForAccount = true,
            Audit = new(audit),
        };

        async Task<EmptyResponse> Handle(SpaceRuleRequest request, OperationContext op)
        {
            var (spaceId, ruleId) = request.Check();
            await using var write = await op.BeginWrite(info!, request);
            var space = await LockSpace(write, op, spaceId);
            var row = await Find(op.Db, space, ruleId, kind, op.Cancel);
            change(op, row);
            write.SetAuditTarget(row.Name);
            await write.Commit(op.Cancel);
            return EmptyResponse.Instance;
        }
    }

    private static void SetDisabled(OperationContext op, SpaceRuleRow row, bool isDisabled)
    {
        if (row.IsDisabled == isDisabled)
            return;
        row.IsDisabled = isDisabled;
        (row.UpdatedBy, row.UpdatedAt) = (op.Caller.MemberId, op.Clock.Seconds());
    }
}
