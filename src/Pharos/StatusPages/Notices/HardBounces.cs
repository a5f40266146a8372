using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// Counts permanent refusals and bounces of subscribers' addresses. <see cref="Quarantine.MaxFailures"/> of either kind
/// in a row put the subscriber into quarantine.
/// </summary>
internal static class HardBounces
{
    /// <summary>Seconds without a bounce after which earlier ones are forgotten.</summary>
    private const long ForgetBouncesAfter = 30 * 24 * 60 * 60;

    /// <inheritdoc cref="AudienceKind.Accepted"/>
    public static Task Accepted(PharosDb db, IReadOnlyCollection<long> subscriberIds, CancellationToken cancel) =>
        db
            .Subscribers.Where(s => EF.Parameter(subscriberIds).Contains(s.SubscriberId))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Failures, 0), cancel);

    /// <inheritdoc cref="AudienceKind.Refused"/>
    public static async Task Refused(PharosDb db, long subscriberId, string reason, long now, CancellationToken cancel)
    {
        await db
            .Subscribers.Where(s => s.SubscriberId == subscriberId)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        await QuarantineIfTooMany(db, subscriberId, reason, now, cancel);
    }

    /// <inheritdoc cref="AudienceKind.Bounced"/>
    public static async Task Bounced(PharosDb db, BouncedEmail bounce, CancellationToken cancel)
    {
        var emails = bounce.ReturnPath is { } path
            ? await ByTag(db, path, cancel)
            : await ByAddress(db, bounce.Address!, cancel);
        foreach (var email in emails)
            await Count(db, email, bounce.Reason, bounce.Now, cancel);
    }

    private static async Task<List<SentEmail>> ByTag(PharosDb db, string returnPath, CancellationToken cancel)
    {
        if (BounceTag.Parse(returnPath) is not { } tag)
            return [];
        var token = await db
            .Subscribers.Where(s => s.SubscriberId == tag.RecipientId)
            .Select(s => s.Token)
            .SingleOrDefaultAsync(cancel);
        return token is not null && tag.IsProvedBy(token)
            ? [new SentEmail(tag.RecipientId, tag.SubjectId, tag.Seq)]
            : [];
    }

    /// <summary>The bounced email is unknown, so count the last email that was sent to the address.</summary>
    private static async Task<List<SentEmail>> ByAddress(PharosDb db, string address, CancellationToken cancel)
    {
        var emails = new List<SentEmail>();
        var subscriberIds = await db
            .Subscribers.Where(s => s.Method == SubscriptionMethod.Email && s.Recipient == address)
            .Select(s => s.SubscriberId)
            .ToListAsync(cancel);
        foreach (var id in subscriberIds)
        {
            if (
                await db
                    .Deliveries.Where(d => d.Kind == ChangeNotices.Kind && d.RecipientId == id && d.SentAt != null)
                    .OrderByDescending(d => d.SentAt)
                    .ThenByDescending(d => d.SubjectId)
                    .Select(d => new SentEmail(id, d.SubjectId, d.SentThrough))
                    .FirstOrDefaultAsync(cancel) is
                { } last
            )
                emails.Add(last);
        }

        return emails;
    }

    /// <summary>
    /// Counts a bounce once per email, and separately from refusals, because an email that bounces was accepted first.
    /// </summary>
    private static async Task Count(PharosDb db, SentEmail email, string reason, long now, CancellationToken cancel)
    {
        var (id, old) = (email.SubscriberId, now - ForgetBouncesAfter);
        await db.CountedBounces.Where(b => b.SubscriberId == id && b.CountedAt <= old).ExecuteDeleteAsync(cancel);
        if (
            await db.CountedBounces.AnyAsync(
                b => b.SubscriberId == id && b.ChangeId == email.ChangeId && b.Seq == email.Seq,
                cancel
            )
        )
            return;
        db.CountedBounces.Add(
            new CountedBounceRow
            {
                SubscriberId = id,
                ChangeId = email.ChangeId,
                Seq = email.Seq,
                CountedAt = now,
            }
        );
        await db.SaveChangesAsync(cancel);
        await db
            .Subscribers.Where(s => s.SubscriberId == id)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(r => r.Bounces, r => r.BouncedAt == null || r.BouncedAt <= old ? 1 : r.Bounces + 1)
                        .SetProperty(r => r.BouncedAt, now),
                cancel
            );
        await QuarantineIfTooMany(db, id, reason, now, cancel);
    }

    private static async Task QuarantineIfTooMany(
        PharosDb db,
        long subscriberId,
        string reason,
        long now,
        CancellationToken cancel
    )
    {
        const int max = Quarantine.MaxFailures;
        var quarantined = await db
            .Subscribers.Where(s =>
                s.SubscriberId == subscriberId && s.QuarantinedAt == null && (s.Failures >= max || s.Bounces >= max)
            )
            .ExecuteUpdateAsync(
                s => s.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason),
                cancel
            );
        if (quarantined > 0)
            await Quarantine.SetAside(
                db.Deliveries.Where(d => d.Kind == ChangeNotices.Kind && d.RecipientId == subscriberId),
                cancel
            );
    }

    /// <param name="Seq">The last of the change's notifications in the email.</param>
    private sealed record SentEmail(long SubscriberId, long ChangeId, int Seq);
}
