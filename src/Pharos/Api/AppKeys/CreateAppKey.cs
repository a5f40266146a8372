using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.AppKeys;

/// <summary>Makes an APP Key for the caller. The only time that the key itself is known.</summary>
internal static class CreateAppKey
{
    private const int MostPerMember = 100;

    /// <summary>Returns null if a key with the ID of the request exists: the same form, sent twice, makes one key.</summary>
    public static readonly Operation<CreateAppKeyRequest, CreatedAppKey?> Info =
        new("Create an API key", Handle)
        {
            Audit = new("app-key:write:create") { Record = typeof(NewAppKey), IsDangerous = true },
        };

    private static async Task<CreatedAppKey?> Handle(CreateAppKeyRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var limits = request.Limits;
        var keyId = request.KeyId ?? Ids.NewUlid(op.Clock);
        var label = Check.Line(request.Name, "name", 100);
        var key = AppKey.New();
        var now = op.Clock.Seconds();

        await using var write = await op.BeginWrite(Info, NewAppKey.Of(keyId, label, limits));
        await write.LockInstallation(cancel);
        if (await db.AppKeys.AnyAsync(k => k.KeyId == keyId, cancel))
            return null;
        if (await db.AppKeys.CountAsync(k => k.MemberId == caller.MemberId, cancel) >= MostPerMember)
            throw Problem.Invalid("TooMany", "APP Keys", MostPerMember);
        await limits.Check(db, caller, cancel);
        var row = new AppKeyRow
        {
            KeyId = keyId,
            AccountId = caller.AccountId,
            MemberId = caller.MemberId,
            Name = label,
            Digest = AppKey.Digest(key),
            Hint = AppKey.Hint(key),
            Disabled = false,
            ReadOnly = limits.ReadOnly,
            PermissionIds = limits.Permissions is { } some ? PermissionCatalogue.Ids(some) : [],
            PageIds = [.. limits.PageIds.Distinct()],
            ExpiresAt = limits.ExpiresInDays is { } days ? now + (days * 86400) : null,
            CreatedAt = now,
        };
        db.AppKeys.Add(row);
        write.About(label);
        await write.Commit(cancel);
        return new CreatedAppKey(row.KeyId, label, key);
    }
}

/// <param name="KeyId">A ULID of the caller's choice; null for a new one.</param>
internal sealed record CreateAppKeyRequest(string? Name, AppKeyLimits Limits, string? KeyId = null);

/// <param name="Key">The secret; show it once.</param>
public sealed record CreatedAppKey(string KeyId, string Name, string Key)
{
    public override string ToString() => $"{Name} ({KeyId})";
}

/// <summary>What the audit log tells of a new key: all but the key.</summary>
internal sealed record NewAppKey(string KeyId, string Name, bool ReadOnly, IReadOnlyList<long>? PermissionIds, IReadOnlyList<long> PageIds, long? ExpiresInDays)
{
    public static NewAppKey Of(string keyId, string name, AppKeyLimits limits) =>
        new(keyId, name, limits.ReadOnly, limits.Permissions is { } some ? PermissionCatalogue.Ids(some) : null, limits.PageIds, limits.ExpiresInDays);
}
