using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>Requested subscriptions that wait for confirmation, and the emails with the confirmation links.</summary>
internal static class PendingSubscriptions
{
    /// <summary>The limit of emails to one mailbox from one page's form per hour, regardless of the client.</summary>
    public const int MaxPerHour = 3;

    /// <summary>The limit of emails to one mailbox from all forms of the installation per day.</summary>
    public const int MaxPerDay = 20;

    private const long Hour = 3600;
    private const long Day = 86400;

    /// <summary>
    /// Stores a request and its email: a confirmation link, or a management link if the address already follows all of
    /// the scope. No email is sent if an earlier link is still valid or the address has reached its limit. A
    /// quarantined address may confirm, which shows that it accepts email again.
    /// </summary>
    /// <returns>Whether the page exists and accepts subscribers.</returns>
    public static async Task<bool> Ask(SubscribingRequest request, string address, SubscriberScope scope)
    {
        var (db, cancel, now, locale) = (
            request.Db,
            request.Cancel,
            request.Clock.Seconds(),
            request.T.Language.Locale
        );
        await using var write = await request.BeginWrite();
        await write.LockSubscribers(request.Page.AccountId, request.Page.PageId, cancel);
        if (
            await db
                .Pages.AsNoTracking()
                .SingleOrDefaultAsync(p => p.PageId == request.Page.PageId && p.EmailSubscription, cancel)
            is not { } page
        )
            return false;
        await Forget(db, now, cancel);
        var pending = await db.PendingSubscriptions.SingleOrDefaultAsync(
            p => p.PageId == page.PageId && p.Recipient == address,
            cancel
        );
        var known = await db
            .Subscribers.AsNoTracking()
            .Include(s => s.Components)
            .Include(s => s.Sections)
            .Include(s => s.Changes)
            .AsSplitQuery()
            .SingleOrDefaultAsync(
                s => s.PageId == page.PageId && s.Method == SubscriptionMethod.Email && s.Recipient == address,
                cancel
            );
        var maySend = await MaySend(db, page.PageId, address, now, cancel);
        if (pending is not null)
        {
            Put(pending, scope);
            pending.Locale = locale;
        }
        else if (maySend && known is { QuarantinedAt: null } && known.Scope().Holds(scope))
        {
            SubscriptionEmail.Add(
                write,
                SubscriptionEmail.ManageLink,
                page,
                address,
                locale,
                known.Token,
                now + Day,
                request.Clock
            );
        }
        else if (maySend)
        {
            var token = SubscriberToken.New();
            var expires = now + (request.Options.LinkMinutes * 60L);
            pending = new PendingSubscriptionRow
            {
                PageId = page.PageId,
                Recipient = address,
                Digest = Digest(token),
                All = false,
                Locale = locale,
                CreatedAt = now,
                ExpiresAt = expires,
            };
            Put(pending, scope);
            db.PendingSubscriptions.Add(pending);
            SubscriptionEmail.Add(
                write,
                SubscriptionEmail.Confirmation,
                page,
                address,
                locale,
                token,
                expires,
                request.Clock
            );
        }

        await write.Commit(cancel);
        return true;
    }

    /// <summary>The pending subscription with this token; null if the token is unknown or has expired.</summary>
    public static Task<PendingSubscriptionRow?> Find(SubscribingRequest request) =>
        OfToken(request).SingleOrDefaultAsync(request.Cancel);

    /// <summary>Whether the token is known and has not expired.</summary>
    public static Task<bool> Exists(SubscribingRequest request) => OfToken(request).AnyAsync(request.Cancel);

    private static IQueryable<PendingSubscriptionRow> OfToken(SubscribingRequest request)
    {
        var (digest, now) = (Digest(request.Token), request.Clock.Seconds());
        return request.Db.PendingSubscriptions.Where(p =>
            p.PageId == request.Page.PageId && p.Digest == digest && p.ExpiresAt > now
        );
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static void Put(PendingSubscriptionRow pending, SubscriberScope scope) =>
        (pending.All, pending.ComponentIds, pending.SectionIds, pending.ChangeIds) = (
            scope.All,
            [.. scope.ComponentIds],
            [.. scope.SectionIds],
            [.. scope.ChangeIds]
        );

    /// <summary>
    /// Counts the emails actually created for a mailbox, under all of its aliases. Stored, so that it survives restarts
    /// and covers all nodes.
    /// </summary>
    private static async Task<bool> MaySend(
        PharosDb db,
        long pageId,
        string address,
        long now,
        CancellationToken cancel
    )
    {
        var mailbox = Mailbox.From(address);
        var recent = await db
            .OutgoingMessages.Where(l => l.Mailbox == mailbox && l.CreatedAt > now - Day)
            .Select(l => new { l.SubjectId, l.CreatedAt })
            .ToListAsync(cancel);
        return recent.Count < MaxPerDay
            && recent.Count(l => l.SubjectId == pageId && l.CreatedAt > now - Hour) < MaxPerHour;
    }

    /// <summary>Deletes expired requests and old emails.</summary>
    private static async Task Forget(PharosDb db, long now, CancellationToken cancel)
    {
        await db.PendingSubscriptions.Where(p => p.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        await db
            .OutgoingMessages.Where(l => l.CreatedAt <= now - (2 * Day) && l.State != DeliveryState.Waiting)
            .ExecuteDeleteAsync(cancel);
    }
}
