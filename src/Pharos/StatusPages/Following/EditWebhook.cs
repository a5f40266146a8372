using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Notices;
using Pharos.Web;

namespace Pharos.StatusPages.Following;

/// <summary>
/// Deletes a webhook of the calling member, takes it out of quarantine, or sends a test message to it. From the
/// console.
/// </summary>
internal static class EditWebhook
{
    /// <summary>Returns the result of sending, and the webhook's name.</summary>
    public static readonly Operation<ChosenWebhook, (SendResult Result, string Name)> Test = new(
        "Send a test message to a webhook",
        SendTest
    )
    {
        Audit = new(OperationTexts.ImHookWriteTest),
    };

    public static readonly Operation<ChosenWebhook, EmptyResponse> Release = new(
        "Send to a quarantined webhook again",
        EndQuarantine
    )
    {
        Audit = new(OperationTexts.ImHookWriteRelease),
    };

    public static readonly Operation<ChosenWebhook, EmptyResponse> Delete = new("Delete a webhook", Remove)
    {
        Audit = new(OperationTexts.ImHookWriteDelete),
    };

    private static async Task<(SendResult Result, string Name)> SendTest(ChosenWebhook request, OperationContext op)
    {
        var hook = await MemberSubscription.Hook(op, request.HookId);
        // Audited before it is sent: a message can't be taken back.
        await using (var write = await op.BeginWrite(Test, request))
        {
            write.SetAuditTarget(hook.Name);
            await write.Commit(op.Cancel);
        }

        var message = ChangeWebhookMessage.Test(op.Language, op.Service<PublicAddress>().Url);
        return (
            await op.Service<WebhookTransport>().Send(new WebhookPost(WebhookDirectory.Map(hook), message), op.Cancel),
            hook.Name
        );
    }

    private static async Task<EmptyResponse> EndQuarantine(ChosenWebhook request, OperationContext op)
    {
        await using var write = await op.BeginWrite(Release, request);
        var hook = await MemberSubscription.Hook(op, request.HookId);
        write.SetAuditTarget(hook.Name);
        await WebhookDirectory.Release(op.Db.Webhooks.Where(h => h.HookId == hook.HookId), op.Cancel);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }

    private static async Task<EmptyResponse> Remove(ChosenWebhook request, OperationContext op)
    {
        var db = op.Db;
        await using var write = await op.BeginWrite(Delete, request);
        var hook = await MemberSubscription.Hook(op, request.HookId);
        write.SetAuditTarget(hook.Name);
        // Subscriptions to this webhook alone end with it: without a chosen one they would go to all the others.
        await db
            .Subscribers.Where(s =>
                s.MemberId == hook.MemberId
                && db.SubscriberHooks.Any(h => h.SubscriberId == s.SubscriberId && h.HookId == hook.HookId)
                && !db.SubscriberHooks.Any(h => h.SubscriberId == s.SubscriberId && h.HookId != hook.HookId)
            )
            .ExecuteDeleteAsync(op.Cancel);
        db.Webhooks.Remove(hook);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }
}

internal sealed record ChosenWebhook(string HookId);
