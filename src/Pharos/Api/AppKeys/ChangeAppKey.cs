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
    public static Task SetDisabled(
        string? keyId, bool disabled, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel) =>
        Change(keyId, disabled ? AuditedOperations.AppKeyDisable : AuditedOperations.AppKeyEnable, db, caller, writes, key => key.Disabled = disabled, cancel);

    public static Task Delete(string? keyId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel) =>
        Change(keyId, AuditedOperations.AppKeyDelete, db, caller, writes, key => db.AppKeys.Remove(key), cancel);

    private static async Task Change(
        string? keyId, AuditedOperation<ChosenAppKey> operation, StatusDb db, Caller caller, WriteTransactions writes, Action<AppKeyRow> change, CancellationToken cancel)
    {
        var id = Check.Ulid(keyId, "key_id");

        await using var write = await writes.Begin(db, caller, operation, new ChosenAppKey(id), cancel);
        var key = await db.AppKeys.SingleOrDefaultAsync(k => k.KeyId == id && k.MemberId == caller.MemberId, cancel) ?? throw Problem.NotFound("key_id");
        change(key);
        write.Stale(Staleness.Access);
        write.About(key.Name);
        await write.Commit(cancel);
    }
}

internal sealed record ChosenAppKey(string KeyId);
