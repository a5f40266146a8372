using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;

namespace Pharos.Platform.ApiKeys;

/// <summary>
/// Disables, enables and deletes the caller's own keys, and deletes a colleague's. The next request already sees the
/// result.
/// </summary>
internal static class EditApiKey
{
    public static readonly Operation<ChosenApiKey, EmptyResponse> Disable = new("Disable an API key", (request, op) =>
        Change(request, op, Disable!, key => key.Disabled = true)
    )
    {
        Audit = new(OperationTexts.AppKeyWriteDisable),
    };

    public static readonly Operation<ChosenApiKey, EmptyResponse> Enable = new("Enable an API key", (request, op) =>
        Change(request, op, Enable!, key => key.Disabled = false)
    )
    {
        Audit = new(OperationTexts.AppKeyWriteEnable) { IsDangerous = true },
    };

    public static readonly Operation<ChosenApiKey, EmptyResponse> Delete = new("Delete an API key", (request, op) =>
        Change(request, op, Delete!, key => op.Db.ApiKeys.Remove(key))
    )
    {
        Audit = new(OperationTexts.AppKeyWriteDelete) { IsDangerous = true },
    };

    /// <summary>Deletes a key of a member whom the caller may change. Run from the console.</summary>
    public static readonly Operation<ColleaguesApiKey, EmptyResponse> Revoke = new(
        "Delete a colleague's API key",
        RevokeOfColleague
    )
    {
        Permission = Permissions.MembersManage,
        Audit = Delete.Audit,
    };

    /// <summary>Disables all keys of a member, within the caller's transaction.</summary>
    public static async Task DisableAll(WriteTransaction write, long memberId, CancellationToken cancel)
    {
        await write
            .Db.ApiKeys.Where(k => k.MemberId == memberId && !k.Disabled)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.Disabled, true), cancel);
        write.Invalidate(CacheInvalidation.Access);
    }

    private static async Task<EmptyResponse> RevokeOfColleague(ColleaguesApiKey request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.Ulid(request.KeyId, "key_id");

        await using var write = await op.BeginWrite(Revoke, request);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, request.MemberId, cancel);
        await RoleGrantPolicy.DemandMayTouch(db, caller, [member], [], cancel);
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.KeyId == id && k.MemberId == member.MemberId, cancel)
            ?? throw Errors.NotFound("key_id");
        db.ApiKeys.Remove(key);
        write.SetAuditTarget(key.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static async Task<EmptyResponse> Change(
        ChosenApiKey request,
        OperationContext op,
        Operation info,
        Action<ApiKeyRow> change
    )
    {
        var (db, caller, cancel) = op;
        var id = Validate.Ulid(request.KeyId, "key_id");

        await using var write = await op.BeginWrite(info, request);
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.KeyId == id && k.MemberId == caller.MemberId, cancel)
            ?? throw Errors.NotFound("key_id");
        change(key);
        write.Invalidate(CacheInvalidation.Access);
        write.SetAuditTarget(key.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

internal sealed record ChosenApiKey(string? KeyId);

internal sealed record ColleaguesApiKey(long MemberId, string? KeyId);
