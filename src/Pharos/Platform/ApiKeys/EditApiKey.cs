using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.ApiKeys;

/// <summary>Disables, enables and deletes the caller's own keys. The next request already sees the result.</summary>
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
