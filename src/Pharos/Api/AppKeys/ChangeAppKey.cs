using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.AppKeys;

/// <summary>Disables, enables and deletes keys of the caller's own; obeyed by the very next request.</summary>
internal static class ChangeAppKey
{
    public static readonly Operation<ChosenAppKey, Nothing> Disable =
        new("Disable an API key", (request, op) => Change(request, op, Disable!, key => key.Disabled = true))
        {
            Audit = new("app-key:write:disable"),
        };

    public static readonly Operation<ChosenAppKey, Nothing> Enable =
        new("Enable an API key", (request, op) => Change(request, op, Enable!, key => key.Disabled = false))
        {
            Audit = new("app-key:write:enable") { IsDangerous = true },
        };

    public static readonly Operation<ChosenAppKey, Nothing> Delete =
        new("Delete an API key", (request, op) => Change(request, op, Delete!, key => op.Db.AppKeys.Remove(key)))
        {
            Audit = new("app-key:write:delete") { IsDangerous = true },
        };

    private static async Task<Nothing> Change(ChosenAppKey request, OperationContext op, Operation info, Action<AppKeyRow> change)
    {
        var (db, caller, cancel) = op;
        var id = Check.Ulid(request.KeyId, "key_id");

        await using var write = await op.BeginWrite(info, request);
        var key = await db.AppKeys.SingleOrDefaultAsync(k => k.KeyId == id && k.MemberId == caller.MemberId, cancel) ?? throw Problem.NotFound("key_id");
        change(key);
        write.Stale(Staleness.Access);
        write.About(key.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

internal sealed record ChosenAppKey(string? KeyId);
