using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports;

namespace Pharos.Platform.Webhooks;

/// <summary>Members' webhooks as recipients, for every kind of notification.</summary>
internal static class WebhookDirectory
{
    public static WebhookSource CreateSource() =>
        new()
        {
            Load = Load,
            Accepted = Accepted,
            Refused = Refused,
        };

    public static Webhook Map(WebhookRow hook) =>
        new(hook.HookId, hook.Platform, hook.Url, hook.Secret, hook.Failures > 0);

    /// <summary>Ends the quarantine of webhooks. Missed notifications are not sent.</summary>
    public static Task Release(IQueryable<WebhookRow> hooks, CancellationToken cancel) =>
        hooks.ExecuteUpdateAsync(
            h =>
                h.SetProperty(r => r.Failures, 0)
                    .SetProperty(r => r.QuarantinedAt, (long?)null)
                    .SetProperty(r => r.QuarantineReason, (string?)null),
            cancel
        );

    /// <summary>Reads the webhooks of enabled members.</summary>
    private static async Task<Dictionary<string, Webhook>> Load(
        PharosDb db,
        IReadOnlyCollection<string> hookIds,
        CancellationToken cancel
    )
    {
        var hooks = await db
            .Webhooks.AsNoTracking()
            .Where(h =>
                EF.Parameter(hookIds).Contains(h.HookId)
                && db.Members.Any(m => m.MemberId == h.MemberId && m.Status == MemberStatus.Enabled)
            )
            .ToListAsync(cancel);
        return hooks.ToDictionary(h => h.HookId, Map, StringComparer.Ordinal);
    }

    private static Task Accepted(PharosDb db, IReadOnlyCollection<string> hookIds, CancellationToken cancel) =>
        db
            .Webhooks.Where(h => EF.Parameter(hookIds).Contains(h.HookId) && h.Failures > 0)
            .ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, 0), cancel);

    private static async Task Refused(PharosDb db, string hookId, string reason, long now, CancellationToken cancel)
    {
        await db
            .Webhooks.Where(h => h.HookId == hookId)
            .ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        var quarantined = await db
            .Webhooks.Where(h => h.HookId == hookId && h.QuarantinedAt == null && h.Failures >= Quarantine.MostFailures)
            .ExecuteUpdateAsync(
                h => h.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason),
                cancel
            );
        if (quarantined > 0)
            await Quarantine.SetAside(db.Deliveries.Where(d => d.HookId == hookId), cancel);
    }
}
