using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Security;

namespace Pharos.Platform.ApiKeys;

/// <summary>Creates an API key for the caller. Only this result contains the key itself.</summary>
internal static class CreateApiKey
{
    public const int MaxName = 100;

    private const int MostPerMember = 100;

    /// <summary>
    /// Returns null if a key with the requested ID exists, so sending the same form twice creates one key.
    /// </summary>
    public static readonly Operation<CreateAppKeyRequest, CreatedApiKey?> Info = new("Create an API key", Handle)
    {
        Audit = new(OperationTexts.AppKeyWriteCreate) { Record = typeof(NewApiKey), IsDangerous = true },
    };

    private static async Task<CreatedApiKey?> Handle(CreateAppKeyRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var limits = request.Limits;
        var keyId = request.KeyId ?? Ids.NewUlid(op.Clock);
        var label = Validate.Line(request.Name, "name", MaxName);
        var key = ApiKey.New();
        var now = op.Clock.Seconds();

        await using var write = await op.BeginWrite(Info, NewApiKey.From(keyId, label, limits));
        await write.LockInstallation(cancel);
        if (await db.ApiKeys.AnyAsync(k => k.KeyId == keyId, cancel))
            return null;
        if (await db.ApiKeys.CountAsync(k => k.MemberId == caller.MemberId, cancel) >= MostPerMember)
            throw Errors.Invalid(Messages.TooMany, "API keys", MostPerMember);
        await limits.Check(db, caller, cancel);
        var row = new ApiKeyRow
        {
            KeyId = keyId,
            AccountId = caller.AccountId,
            MemberId = caller.MemberId,
            Name = label,
            Digest = ApiKey.Digest(key),
            Hint = ApiKey.Hint(key),
            Disabled = false,
            ReadOnly = limits.ReadOnly,
            PermissionIds = limits.Permissions is { } some ? PermissionCatalogue.Ids(some) : [],
            PageIds = [.. limits.PageIds.Distinct()],
            ExpiresAt = limits.ExpiresInDays is { } days ? now + (days * 86400) : null,
            CreatedAt = now,
        };
        db.ApiKeys.Add(row);
        await SecurityNotice.Add(write, op, caller.MemberId, SecurityChange.NewKey, label);
        write.SetAuditTarget(label);
        await write.Commit(cancel);
        return new CreatedApiKey(row.KeyId, label, key);
    }
}

/// <param name="KeyId">A ULID that the caller chose; null to generate one.</param>
internal sealed record CreateAppKeyRequest(string? Name, ApiKeyLimits Limits, string? KeyId = null);

/// <param name="Key">The secret. Show it once.</param>
public sealed record CreatedApiKey(string KeyId, string Name, string Key)
{
    public override string ToString() => $"{Name} ({KeyId})";
}

/// <summary>The audit log's record of a new key, without the key itself.</summary>
internal sealed record NewApiKey(
    string KeyId,
    string Name,
    bool ReadOnly,
    IReadOnlyList<long>? PermissionIds,
    IReadOnlyList<long> PageIds,
    long? ExpiresInDays
)
{
    public static NewApiKey From(string keyId, string name, ApiKeyLimits limits) =>
        new(
            keyId,
            name,
            limits.ReadOnly,
            limits.Permissions is { } some ? PermissionCatalogue.Ids(some) : null,
            limits.PageIds,
            limits.ExpiresInDays
        );
}
