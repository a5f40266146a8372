using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Web;

namespace Pharos.StatusPages.Notices;

/// <summary>Reads what claimed change notices need, and composes their messages.</summary>
internal sealed class ChangeNoticeLoader(ChangeEmail emails, WebhookSource webhooks, PublicAddress address)
{
    /// <inheritdoc cref="AudienceKind.Load"/>
    public async Task<List<LoadedDelivery>> Load(
        PharosDb db,
        IReadOnlyList<ClaimedDelivery> claims,
        CancellationToken cancel
    )
    {
        var subscriberIds = claims.Select(c => c.RecipientId).Distinct().ToList();
        var subscribers = await db
            .Subscribers.AsNoTracking()
            .Where(s => EF.Parameter(subscriberIds).Contains(s.SubscriberId))
            .Select(s => new Subscriber(s.SubscriberId, s.Recipient, s.Locale, s.Token, s.Failures))
            .ToDictionaryAsync(s => s.Id, cancel);
        var pageIds = claims.Select(c => c.QueueId).Distinct().ToList();
        var pages = await db
            .Pages.AsNoTracking()
            .Where(p => EF.Parameter(pageIds).Contains(p.PageId))
            .ToDictionaryAsync(p => p.PageId, cancel);
        var accountIds = pages.Values.Select(p => p.AccountId).Distinct().ToList();
        var zones = (
            await db
                .Accounts.AsNoTracking()
                .Where(a => EF.Parameter(accountIds).Contains(a.AccountId))
                .Select(a => new { a.AccountId, a.TimeZone })
                .ToListAsync(cancel)
        ).ToDictionary(a => a.AccountId, a => TimeZones.FindOrUtc(a.TimeZone));
        var hookIds = claims.Where(c => !c.IsEmail).Select(c => c.HookId).Distinct().ToList();
        var hooks = hookIds.Count == 0 ? [] : await webhooks.Load(db, hookIds, cancel);
        var contents = await Contents(db, claims, cancel);

        var loaded = new List<LoadedDelivery>(claims.Count);
        var messages = new Dictionary<(ChangeNotice, Language), WebhookMessage>();
        foreach (var claim in claims)
        {
            if (
                !contents.TryGetValue(RangeOf(claim), out var told)
                || told.Count == 0
                || !subscribers.TryGetValue(claim.RecipientId, out var subscriber)
                || !pages.TryGetValue(claim.QueueId, out var page)
            )
                continue;
            var notice = new ChangeNotice(
                page,
                zones[page.AccountId],
                claim.SubjectId,
                claim.SentThrough,
                claim.SendThrough,
                told
            );
            var language = Language.FromLocale(subscriber.Locale);
            if (claim.IsEmail)
            {
                loaded.Add(
                    new LoadedDelivery(claim, Email(claim, notice, language, subscriber), null, subscriber.Failures > 0)
                );
            }
            else if (hooks.TryGetValue(claim.HookId, out var hook))
            {
                if (!messages.TryGetValue((notice, language), out var message))
                    messages.Add(
                        (notice, language),
                        message = ChangeWebhookMessage.Create(notice, language, address.Url)
                    );
                loaded.Add(new LoadedDelivery(claim, null, new WebhookPost(hook, message), hook.HasFailures));
            }
        }

        return loaded;
    }

    private EmailContent Email(ClaimedDelivery claim, ChangeNotice notice, Language language, Subscriber subscriber)
    {
        var recipient = new EmailRecipient(subscriber.Id, subscriber.Address, subscriber.Token);
        // Every attempt has the same date, like an email that was delayed in transit.
        var date = DateTimeOffset.FromUnixTimeSeconds(claim.WaitingSince);
        return new EmailContent(
            subscriber.Address,
            BounceTag.For(subscriber.Id, claim.SubjectId, claim.SendThrough, subscriber.Token),
            async buffer =>
            {
                var template = await emails.Template(notice, language);
                template.Write(recipient, date, buffer);
                return template.Id(recipient);
            }
        );
    }

    /// <summary>The content of each range of notifications: the same list for all who get the same.</summary>
    private static async Task<Dictionary<(long, int, int), IReadOnlyList<NotificationContent>>> Contents(
        PharosDb db,
        IReadOnlyList<ClaimedDelivery> claims,
        CancellationToken cancel
    )
    {
        var changeIds = claims.Select(c => c.SubjectId).Distinct().ToList();
        var from = claims.Min(c => c.SentThrough);
        var all = (
            await db
                .Notifications.AsNoTracking()
                .Where(n => EF.Parameter(changeIds).Contains(n.SubjectId) && n.Seq > from)
                .Select(n => new
                {
                    n.SubjectId,
                    n.Seq,
                    n.Content,
                })
                .ToListAsync(cancel)
        ).ToLookup(n => n.SubjectId);
        return claims
            .Select(RangeOf)
            .Distinct()
            .ToDictionary(
                range => range,
                range =>
                    (IReadOnlyList<NotificationContent>)
                        [
                            .. all[range.ChangeId]
                                .Where(n => n.Seq > range.After && n.Seq <= range.Through)
                                .OrderBy(n => n.Seq)
                                .Select(n => NotificationContent.FromJson(n.Content)),
                        ]
            );
    }

    private static (long ChangeId, int After, int Through) RangeOf(ClaimedDelivery claim) =>
        (claim.SubjectId, claim.SentThrough, claim.SendThrough);

    private sealed record Subscriber(long Id, string Address, string Locale, string Token, int Failures);
}

/// <summary>What a recipient is notified of.</summary>
/// <param name="Zone">The account's.</param>
/// <param name="After">The last notification that the recipient got.</param>
/// <param name="Through">The last notification in <paramref name="Contents"/>.</param>
/// <param name="Contents">Oldest first; several when notifications waited and are sent together.</param>
internal sealed record ChangeNotice(
    PageRow Page,
    DateTimeZone Zone,
    long ChangeId,
    int After,
    int Through,
    IReadOnlyList<NotificationContent> Contents
);
