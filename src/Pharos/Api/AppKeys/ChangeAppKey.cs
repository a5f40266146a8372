using Microsoft.EntityFrameworkCore;
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
        Change(keyId, db, caller, writes, key => key.Disabled = disabled, cancel);

    public static Task Delete(string? keyId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel) =>
        Change(keyId, db, caller, writes, key => db.AppKeys.Remove(key), cancel);

    private static async Task Change(
        string? keyId, StatusDb db, Caller caller, WriteTransactions writes, Action<AppKeyRow> change, CancellationToken cancel)
    {
        var id = Check.Ulid(keyId, "key_id");

        await using var write = await writes.Begin(db, cancel);
        change(await db.AppKeys.SingleOrDefaultAsync(k => k.KeyId == id && k.MemberId == caller.MemberId, cancel) ?? throw Problem.NotFound("key_id"));
        write.Stale(Staleness.Access);
        await write.Commit(cancel);
    }
}
