using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Notifications.Transports;

namespace Pharos.Platform.Webhooks;

/// <summary>
/// Adds a webhook of the calling member. From the console. Adding one whose ID exists changes nothing.
/// </summary>
internal static class CreateWebhook
{
    public const int MostPerMember = 20;

    /// <summary>Returns false if the member has as many as allowed.</summary>
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

/// <summary>
/// A new webhook. Anyone who knows its address can write there, so the audit log keeps neither address nor secret.
/// </summary>
/// <param name="HookId">A ULID of the caller's choice.</param>
internal sealed record NewWebhook(
    string HookId,
    string Name,
    ImPlatform Platform,
    [property: Secret] string Url,
    [property: Secret] string? Secret
)
{
    /// <summary>Keeps address and secret out of any text this is printed into.</summary>
    public override string ToString() => $"{Name} ({HookId})";
}
