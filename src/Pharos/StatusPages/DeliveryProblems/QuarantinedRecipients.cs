using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.DeliveryProblems;

/// <summary>
/// An account's email addresses and webhooks in quarantine.
/// </summary>
internal static class QuarantinedRecipients
{
    /// <summary>Counting stops here.</summary>
    public const int MaxCounted = 100;

    /// <summary>Lists both kinds together, newest first. From the console.</summary>
    public static readonly Operation<QuarantinePage, QuarantineList> List = new(
        "List quarantined recipients",
        HandleList
    )
    {
        Permission = Permissions.StatusPagesManage,
        Kind = OperationKind.Read,
    };

    private const int PerPage = 20;

    private static async Task<QuarantineList> HandleList(QuarantinePage request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var paging = Paging.Check(request.Page, PerPage, PerPage);
        await using var snapshot = await db.BeginRead(cancel);
        var (keys, _, hasNext) = await paging.Fetch(
            Keys(db, caller.AccountId)
                .OrderByDescending(k => k.Since)
                .ThenBy(k => k.SubscriberId)
                .ThenBy(k => k.HookId),
            cancel
        );
        var addresses = await Addresses(
            db,
            [.. keys.Where(k => k.HookId.Length == 0).Select(k => k.SubscriberId)],
            cancel
        );
        var hooks = await Hooks(db, [.. keys.Where(k => k.HookId.Length > 0).Select(k => k.HookId)], cancel);
        return new QuarantineList(
            keys.ConvertAll(k => k.HookId.Length == 0 ? addresses[k.SubscriberId] : hooks[k.HookId]),
            hasNext
        );
    }

    /// <summary>Counts up to <see cref="MaxCounted"/>; 0 if the caller may not see them.</summary>
    public static Task<int> Count(PharosDb db, Caller caller, CancellationToken cancel) =>
        caller.Permissions.HasFlag(Permissions.StatusPagesManage)
            ? Keys(db, caller.AccountId).Take(MaxCounted).CountAsync(cancel)
            : Task.FromResult(0);

    private static IQueryable<Key> Keys(PharosDb db, long accountId) =>
        db
            .Subscribers.Where(s =>
                s.QuarantinedAt != null
                && s.Method == SubscriptionMethod.Email
                && db.Pages.Any(p => p.PageId == s.PageId && p.AccountId == accountId)
            )
            .Select(s => new Key
            {
                Since = s.QuarantinedAt,
                SubscriberId = s.SubscriberId,
                HookId = "",
            })
            .Concat(
                db.Webhooks.Where(h =>
                        h.QuarantinedAt != null
                        && h.AccountId == accountId
                        && db.Members.Any(m => m.MemberId == h.MemberId && m.Status == MemberStatus.Enabled)
                    )
                    .Select(h => new Key
                    {
                        Since = h.QuarantinedAt,
                        SubscriberId = 0,
                        HookId = h.HookId,
                    })
            );

    private static Task<Dictionary<long, QuarantinedRecipient>> Addresses(
        PharosDb db,
        List<long> ids,
        CancellationToken cancel
    ) =>
        db
            .Subscribers.Where(s => ids.Contains(s.SubscriberId))
            .Join(db.Pages, s => s.PageId, p => p.PageId, (s, p) => new { s, p.Name })
            .ToDictionaryAsync(
                r => r.s.SubscriberId,
                r => new QuarantinedRecipient(
                    r.s.SubscriberId,
                    null,
                    r.s.Recipient,
                    null,
                    null,
                    [r.Name],
                    r.s.QuarantinedAt!.Value,
                    r.s.QuarantineReason ?? "",
                    r.s.Failures,
                    r.s.Bounces
                ),
                cancel
            );

    private static async Task<Dictionary<string, QuarantinedRecipient>> Hooks(
        PharosDb db,
        List<string> ids,
        CancellationToken cancel
    )
    {
        if (ids.Count == 0)
            return [];
        var rows = await db
            .Webhooks.AsNoTracking()
            .Where(h => ids.Contains(h.HookId))
            .Join(db.Members, h => h.MemberId, m => m.MemberId, (h, m) => new { Hook = h, Owner = m.Name })
            .ToListAsync(cancel);
        var members = rows.Select(r => r.Hook.MemberId).Distinct().ToList();
        var followed = await db
            .Subscribers.Where(s =>
                s.Method == SubscriptionMethod.Im && s.MemberId != null && members.Contains(s.MemberId.Value)
            )
            .Join(
                db.Pages,
                s => s.PageId,
                p => p.PageId,
                (s, p) =>
                    new
                    {
                        s.SubscriberId,
                        s.MemberId,
                        p.Name,
                    }
            )
            .OrderBy(s => s.Name)
            .ToListAsync(cancel);
        var subscribers = followed.ConvertAll(f => f.SubscriberId);
        var chosen = (
            await db.SubscriberHooks.Where(h => subscribers.Contains(h.SubscriberId)).ToListAsync(cancel)
        ).ToLookup(h => h.SubscriberId, h => h.HookId);
        return rows.ToDictionary(r => r.Hook.HookId, StringComparer.Ordinal)
            .ToDictionary(
                r => r.Key,
                r => new QuarantinedRecipient(
                    0,
                    r.Key,
                    r.Value.Hook.Name,
                    r.Value.Owner,
                    r.Value.Hook.Platform,
                    [
                        .. followed
                            .Where(f =>
                                f.MemberId == r.Value.Hook.MemberId
                                && (!chosen[f.SubscriberId].Any() || chosen[f.SubscriberId].Contains(r.Key))
                            )
                            .Select(f => f.Name),
                    ],
                    r.Value.Hook.QuarantinedAt!.Value,
                    r.Value.Hook.QuarantineReason ?? "",
                    r.Value.Hook.Failures,
                    0
                ),
                StringComparer.Ordinal
            );
    }

    private sealed class Key
    {
        public long? Since { get; init; }
        public long SubscriberId { get; init; }
        public string HookId { get; init; } = "";
    }
}

/// <summary>An email address on one page, or a member's webhook with all pages that use it.</summary>
/// <param name="HookId">Null for an address.</param>
/// <param name="Name">The address, or the webhook's name.</param>
/// <param name="Owner">The name of the webhook's member.</param>
/// <param name="Since">Unix seconds.</param>
/// <param name="Reason">The last error message.</param>
/// <param name="Failures">Permanent refusals in a row.</param>
/// <param name="Bounces">Permanent bounces of accepted emails.</param>
public sealed record QuarantinedRecipient(
    long SubscriberId,
    string? HookId,
    string Name,
    string? Owner,
    ImPlatform? Platform,
    IReadOnlyList<string> Pages,
    long Since,
    string Reason,
    int Failures,
    int Bounces
);

/// <param name="Page">From 1.</param>
internal sealed record QuarantinePage(long Page);

/// <summary>A page of quarantined recipients.</summary>
internal sealed record QuarantineList(List<QuarantinedRecipient> Recipients, bool HasNext);
