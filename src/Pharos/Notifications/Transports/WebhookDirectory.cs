using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Webhooks;

namespace Pharos.Notifications.Transports;

/// <summary>Finds webhooks to post to.</summary>
internal static class WebhookDirectory
{
    /// <summary>Webhooks of enabled members, by ID; others are left out.</summary>
    public static Task<Dictionary<string, WebhookRow>> Load(PharosDb db, IReadOnlyCollection<string> hookIds, CancellationToken cancel) =>
        db.ImHooks.AsNoTracking()
            .Where(h => EF.Parameter(hookIds).Contains(h.HookId) && db.Members.Any(m => m.MemberId == h.MemberId && m.Status == MemberStatus.Enabled))
            .ToDictionaryAsync(h => h.HookId, StringComparer.Ordinal, cancel);
}
