using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Following;

/// <summary>The calling member's subscriptions to internal pages, at most one per page.</summary>
internal static class MemberSubscription
{
    /// <summary>The internal pages of the member's account that can be followed.</summary>
    public static IQueryable<PageRow> Pages(OperationContext op)
    {
        var accountId = op.Caller.AccountId;
        return op
            .Db.Pages.AsNoTracking()
            .Where(p => p.AccountId == accountId && p.Type == PageType.Internal && p.ImSubscription);
    }

    /// <summary>
    /// The member's subscription to a page, tracked and with everything it follows; null if the member has none.
    /// </summary>
    public static Task<SubscriberRow?> Find(OperationContext op, long pageId)
    {
        var memberId = op.Caller.MemberId;
        return op
            .Db.Subscribers.Include(s => s.Components)
            .Include(s => s.Sections)
            .Include(s => s.Changes)
            .AsSplitQuery()
            .SingleOrDefaultAsync(
                s => s.PageId == pageId && s.Method == SubscriptionMethod.Im && s.MemberId == memberId,
                op.Cancel
            );
    }

    /// <summary>Adds a subscription that follows nothing yet.</summary>
    public static SubscriberRow Add(OperationContext op, long pageId)
    {
        var (memberId, now) = (op.Caller.MemberId, op.Clock.Seconds());
        var row = new SubscriberRow
        {
            SubscriberId = Ids.NewInteger(),
            PageId = pageId,
            Method = SubscriptionMethod.Im,
            Recipient = memberId.ToString(CultureInfo.InvariantCulture),
            MemberId = memberId,
            Domain = "",
            All = false,
            Locale = op.Language.Locale,
            Token = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            UpdatedAt = now,
        };
        op.Db.Subscribers.Add(row);
        return row;
    }

    /// <summary>The member's own webhooks, oldest first.</summary>
    public static Task<List<WebhookRow>> Hooks(OperationContext op)
    {
        var memberId = op.Caller.MemberId;
        return op
            .Db.Webhooks.AsNoTracking()
            .Where(h => h.MemberId == memberId)
            .OrderBy(h => h.CreatedAt)
            .ThenBy(h => h.HookId)
            .ToListAsync(op.Cancel);
    }

    /// <summary>The member's own webhook, tracked.</summary>
    /// <exception cref="ApiException">The webhook does not exist or belongs to another member.</exception>
    public static async Task<WebhookRow> Hook(OperationContext op, string? hookId)
    {
        var memberId = op.Caller.MemberId;
        return await op.Db.Webhooks.SingleOrDefaultAsync(h => h.HookId == hookId && h.MemberId == memberId, op.Cancel)
            ?? throw Errors.NotFound("hook_id");
    }

    /// <summary>A change of an internal page that the member can follow, and that page.</summary>
    /// <exception cref="ApiException">There is no such change.</exception>
    public static async Task<(PageRow Page, ChangeRow Change)> Change(OperationContext op, long changeId)
    {
        var change = await op.Db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.ChangeId == changeId, op.Cancel)
            ?? throw Errors.NotFound("change_id");
        var page = await Pages(op).SingleOrDefaultAsync(p => p.PageId == change.PageId, op.Cancel)
            ?? throw Errors.NotFound("change_id");
        return (page, change);
    }
}

/// <summary>What a member wants to follow: a page, or one of its changes.</summary>
internal sealed record FollowChoice
{
    public long? PageId { get; init; }
    public long? ChangeId { get; init; }

    /// <summary>The whole page.</summary>
    public bool? All { get; init; }
    public IReadOnlyList<string>? SectionIds { get; init; }
    public IReadOnlyList<string>? ComponentIds { get; init; }

    /// <summary>
    /// The individually followed changes to keep. Only a change's own page can add one.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string>? KeptChangeIds { get; init; }

    /// <summary>Empty for all webhooks of the member.</summary>
    public IReadOnlyList<string>? HookIds { get; init; }
}

/// <summary>The outcome; anything but <see cref="Done"/> means that nothing was changed.</summary>
internal enum FollowResult
{
    Done,

    /// <summary>The member chose neither the page nor a part of it.</summary>
    NothingChosen,

    /// <summary>The member has no webhook to send to.</summary>
    NoHook,
}
