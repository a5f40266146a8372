using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Notifications.Transports;

namespace Pharos.Platform.Webhooks;

/// <summary>Adds a webhook for the calling member. Adding an existing ID has no effect. Run from the console.</summary>
internal static class CreateWebhook
{
    public const int MostPerMember = 20;

    /// <summary>Returns false if the member has reached the limit.</summary>
    public static readonly Operation<NewWebhook, bool> Info = new("Add a webhook", Handle)
    {
        Audit = new(OperationTexts.ImHookWriteCreate),
    };

    private static async Task<bool> Handle(NewWebhook request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        await using var write = await op.BeginWrite(Info, request);
        await write.LockInstallation(cancel);
        if (await db.Webhooks.AnyAsync(h => h.HookId == request.HookId, cancel))
            return true;
        if (await db.Webhooks.CountAsync(h => h.MemberId == caller.MemberId, cancel) >= MostPerMember)
            return false;
        db.Webhooks.Add(
            new WebhookRow
            {
                HookId = request.HookId,
                AccountId = caller.AccountId,
                MemberId = caller.MemberId,
                Platform = request.Platform,
                Name = request.Name,
                Url = request.Url,
                Secret = string.IsNullOrEmpty(request.Secret) ? null : request.Secret,
                CreatedAt = op.Clock.Seconds(),
            }
        );
        write.SetAuditTarget(request.Name);
        await write.Commit(cancel);
        return true;
    }
}

/// <summary>A new webhook. Its URL is a secret, so the audit log records neither URL nor secret.</summary>
/// <param name="HookId">A ULID that the caller chose.</param>
internal sealed record NewWebhook(
    string HookId,
    string Name,
    ImPlatform Platform,
    [property: Secret] string Url,
    [property: Secret] string? Secret
)
{
    /// <summary>Keeps URL and secret out of logs.</summary>
    public override string ToString() => $"{Name} ({HookId})";
}
