using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Roles;

namespace Pharos.Platform.ApiKeys;

/// <summary>
/// Finds the caller of an API key. Looking a key up by its digest keeps the timing independent of how much of a wrong
/// key is right. Results are cached until members, roles or keys change, also that a key does not exist. Times of last
/// use are collected here and written in batches.
/// </summary>
internal sealed class ApiKeyAuthenticator(
    IDbContextFactory<PharosDb> databases,
    CacheVersions versions,
    AccountPlans plans,
    WrongKeyThrottle wrongKeys,
    TimeProvider clock
)
{
    private const int MostKept = 100_000;
    private const int MostRefusedKept = 1000;

    private readonly ConcurrentDictionary<Digest, Known> known = new();

    /// <summary>Keys that do not work, with the version of the access data for which that is so.</summary>
    private readonly ConcurrentDictionary<Digest, long> unknown = new();

    /// <summary>Those of them that exist.</summary>
    private readonly ConcurrentDictionary<Digest, RefusedKey> refused = new();
    private readonly ConcurrentDictionary<string, long> used = new(StringComparer.Ordinal);

    /// <summary>Returns null if the key does not exist or has expired, or if it or its member is disabled.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.RequestTooFrequently"/>: the key is not in memory, and the client has sent too many wrong
    /// ones to look another one up.
    /// </exception>
    public ValueTask<Caller?> Find(string? key, IPAddress? client, CancellationToken cancel)
    {
        if (DigestOf(key) is not { } digest)
            return new((Caller?)null);
        if (known.TryGetValue(digest, out var entry) && versions.IsCurrentAccess(entry.Version))
        {
            var now = clock.Seconds();
            // The database decides whether the key has expired, and remembers it.
            if (now < entry.ExpiresAt)
            {
                entry.LastUsed = now;
                return new(entry.Caller);
            }
        }

        return unknown.TryGetValue(digest, out var version) && versions.IsCurrentAccess(version)
            ? new((Caller?)null)
            : Load(digest, ClientAddress.ThrottleKey(client), cancel);
    }

    /// <summary>
    /// Returns the key that <see cref="Find"/> has just refused; null if no such key exists.
    /// </summary>
    internal RefusedKey? FindRefused(string key) =>
        DigestOf(key) is { } digest ? refused.GetValueOrDefault(digest) : null;

    /// <summary>Writes the collected times of last use.</summary>
    public async Task WriteLastUsed(CancellationToken cancel)
    {
        foreach (var entry in known.Values)
        {
            if (entry.LastUsed > entry.Written)
                used.AddOrUpdate(entry.KeyId, entry.LastUsed, (_, at) => Math.Max(at, entry.LastUsed));
            entry.Written = entry.LastUsed;
        }

        if (used.IsEmpty)
            return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var (keyId, at) in used)
        {
            await db
                .ApiKeys.Where(k => k.KeyId == keyId && (k.LastUsedAt == null || k.LastUsedAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at), cancel);
            used.TryRemove(new KeyValuePair<string, long>(keyId, at));
        }
    }

    private async ValueTask<Caller?> Load(Digest digest, string client, CancellationToken cancel)
    {
        if (!known.ContainsKey(digest) && wrongKeys.Until(client) is { } until)
            throw new ApiException(ErrorCode.RequestTooFrequently, new Message(Messages.WrongKeys))
            {
                RetryAfterSeconds = (int)Math.Max(1, until - clock.Seconds()),
            };
        var version = versions.AccessVersion;
        var now = clock.Seconds();
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Digest>(in digest)).ToArray();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await db
            .ApiKeys.AsNoTracking()
            .Where(k => k.Digest == bytes)
            .Join(
                db.Members,
                k => k.MemberId,
                m => m.MemberId,
                (k, m) =>
                    new
                    {
                        k.KeyId,
                        k.Name,
                        k.ReadOnly,
                        k.PermissionIds,
                        k.PageIds,
                        k.ExpiresAt,
                        k.EndedAt,
                        k.Disabled,
                        m.Status,
                        m.AccountId,
                        m.MemberId,
                        Roles = m.Roles.Select(r => r.RoleId).ToList(),
                    }
            )
            .SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            Reject(digest, version, client);
            return null;
        }

        var hasExpired = found.EndedAt is not null || found.ExpiresAt <= now;
        if (hasExpired || found.Disabled || found.Status != MemberStatus.Enabled)
        {
            var reason =
                hasExpired ? "expired"
                : found.Disabled ? "disabled"
                : "member";
            if (refused.Count >= MostRefusedKept)
                refused.Clear();
            refused[digest] = new RefusedKey(found.AccountId, found.MemberId, found.KeyId, found.Name, reason);
            Reject(digest, version, client);
            return null;
        }

        var caller = new Caller(
            found.AccountId,
            found.MemberId,
            await BuiltInRoles.Allow(db, found.AccountId, found.Roles, cancel)
        )
        {
            Plan = plans.Of(found.AccountId),
            RequestSource = RequestSource.ApiKey(found.KeyId, found.Name),
        }.WithScope(ApiKeyScope.Create(found.ReadOnly, found.PermissionIds, found.PageIds));
        var entry = new Known(found.KeyId, caller, found.ExpiresAt ?? long.MaxValue, version) { LastUsed = now };
        if (known.TryGetValue(digest, out var old) && old.LastUsed > old.Written)
            used.AddOrUpdate(old.KeyId, old.LastUsed, (_, at) => Math.Max(at, old.LastUsed));
        if (known.Count >= MostKept)
            known.Clear();
        known[digest] = entry;
        return caller;
    }

    /// <summary>Remembers a key that does not work, and counts it for the client.</summary>
    private void Reject(Digest digest, long version, string client)
    {
        if (unknown.Count >= MostKept)
            unknown.Clear();
        unknown[digest] = version;
        wrongKeys.Count(client);
    }

    private static Digest? DigestOf(string? key)
    {
        if (!ApiKey.LooksRight(key))
            return null;
        Digest digest = default;
        ApiKey.Digest(key!, MemoryMarshal.AsBytes(new Span<Digest>(ref digest)));
        return digest;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Digest(long A, long B, long C, long D);

    private sealed class Known(string keyId, Caller caller, long expiresAt, long version)
    {
        public readonly string KeyId = keyId;
        public readonly Caller Caller = caller;
        public readonly long ExpiresAt = expiresAt;
        public readonly long Version = version;
        public long LastUsed;
        public long Written;
    }
}

/// <summary>A key that exists but was refused.</summary>
/// <param name="Reason">See <see cref="Security.RefusedApiKey"/>.</param>
internal sealed record RefusedKey(long AccountId, long MemberId, string KeyId, string Name, string Reason);
