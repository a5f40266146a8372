using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.DeliveryProblems;

/// <summary>
/// Sends again to an address or a hook of the caller's account. One that is not quarantined stays as it is, so asking
/// twice does no harm.
/// </summary>
internal static class ReleaseRecipient
{
    public static readonly Operation<ReleasedRecipient, EmptyResponse> Info = new(
        "Send to quarantined addresses and webhooks again",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.ReceiverWriteRelease),
    };

    private static async Task<EmptyResponse> Handle(ReleasedRecipient request, OperationContext op)
    {
        await using var write = await op.BeginWrite(Info, request);
        if (request.SubscriberId is { } subscriberId)
            write.SetAuditTarget(await Address(subscriberId, op));
        else if (request.HookId is { } hookId)
            write.SetAuditTarget(await Hook(hookId, op));
        else
            await All(op);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }

    /// <summary>Returns the name of the subscriber's page.</summary>
    private static async Task<string> Address(long subscriberId, OperationContext op)
    {
        var subscriber = Addresses(op).Where(s => s.SubscriberId == subscriberId);
        var pageName = await subscriber
            .Select(s => op.Db.Pages.First(p => p.PageId == s.PageId).Name)
            .SingleOrDefaultAsync(op.Cancel)
            ?? throw Errors.NotFound("subscriber_id");
        await SubscriberQuarantine.Release(subscriber.Where(s => s.QuarantinedAt != null), op.Cancel);
        return pageName;
    }

    /// <summary>Returns the name of the webhook.</summary>
    private static async Task<string> Hook(string hookId, OperationContext op)
    {
        var hook = op.Db.Webhooks.Where(h => h.HookId == hookId && h.AccountId == op.Caller.AccountId);
        var name = await hook.Select(h => h.Name).SingleOrDefaultAsync(op.Cancel) ?? throw Errors.NotFound("hook_id");
        await WebhookDirectory.Release(hook.Where(h => h.QuarantinedAt != null), op.Cancel);
        return name;
    }

    private static async Task All(OperationContext op)
    {
        await SubscriberQuarantine.Release(Addresses(op).Where(s => s.QuarantinedAt != null), op.Cancel);
        await WebhookDirectory.Release(
            op.Db.Webhooks.Where(h => h.QuarantinedAt != null && h.AccountId == op.Caller.AccountId),
            op.Cancel
        );
    }

    private static IQueryable<SubscriberRow> Addresses(OperationContext op)
    {
        var (db, accountId) = (op.Db, op.Caller.AccountId);
        return db.Subscribers.Where(s =>
            s.Method == SubscriptionMethod.Email && db.Pages.Any(p => p.PageId == s.PageId && p.AccountId == accountId)
        );
    }
}

/// <summary>An address, by the subscriber, or a hook; neither for all of the account.</summary>
internal sealed record ReleasedRecipient(long? SubscriberId, string? HookId);
