using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Notifications;
using Pharos.StatusPages.Notices;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.StatusPage.Subscribers;

/// <summary>Sends again to an address or a hook of the caller's account. One that is not quarantined stays as it is, so asking twice does no harm.</summary>
internal static class ReleaseReceiver
{
    /// <exception cref="ApiException">Without <see cref="Permissions.StatusPagesManage"/>, or nobody of that ID is subscribed to a page of the account.</exception>
    public static async Task Address(long subscriberId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        await using var write = await writes.Begin(db, caller, AuditedOperations.ReceiverRelease, new ReleasedReceiver(subscriberId, null), cancel);
        var subscriber = db.Subscribers.Where(s => s.SubscriberId == subscriberId && s.Method == SubscriptionMethod.Email && db.Pages.Any(p => p.PageId == s.PageId && p.AccountId == caller.AccountId));
        write.About(await subscriber.Select(s => db.Pages.First(p => p.PageId == s.PageId).Name).SingleOrDefaultAsync(cancel) ?? throw Problem.NotFound("subscriber_id"));
        await SubscriberQuarantine.Release(subscriber.Where(s => s.QuarantinedAt != null), cancel);
        await write.Commit(cancel);
    }

    /// <exception cref="ApiException">Without <see cref="Permissions.StatusPagesManage"/>, or no member of the account has such a hook.</exception>
    public static async Task Hook(string? hookId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        await using var write = await writes.Begin(db, caller, AuditedOperations.ReceiverRelease, new ReleasedReceiver(null, hookId), cancel);
        var hook = db.ImHooks.Where(h => h.HookId == hookId && h.AccountId == caller.AccountId);
        write.About(await hook.Select(h => h.Name).SingleOrDefaultAsync(cancel) ?? throw Problem.NotFound("hook_id"));
        await WebhookQuarantine.Release(hook.Where(h => h.QuarantinedAt != null), cancel);
        await write.Commit(cancel);
    }

    /// <summary>Everybody of the account at once, such as after a mail server refused all of them.</summary>
    /// <exception cref="ApiException">Without <see cref="Permissions.StatusPagesManage"/>.</exception>
    public static async Task All(StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        await using var write = await writes.Begin(db, caller, AuditedOperations.ReceiverRelease, new ReleasedReceiver(null, null), cancel);
        await SubscriberQuarantine.Release(
            db.Subscribers.Where(s => s.QuarantinedAt != null && s.Method == SubscriptionMethod.Email && db.Pages.Any(p => p.PageId == s.PageId && p.AccountId == caller.AccountId)), cancel);
        await WebhookQuarantine.Release(db.ImHooks.Where(h => h.QuarantinedAt != null && h.AccountId == caller.AccountId), cancel);
        await write.Commit(cancel);
    }
}

/// <summary>An address, by the subscriber, or a hook; neither for all of the account.</summary>
internal sealed record ReleasedReceiver(long? SubscriberId, string? HookId);
