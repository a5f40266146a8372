using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.ImHooks;

/// <summary>What the signed-in member follows of an internal page: there is one subscription for each page.</summary>
internal static class MemberSubscription
{
    /// <summary>The internal pages of the member's account that can be followed.</summary>
    public static IQueryable<PageRow> Pages(ConsoleRequest request, StatusDb db)
    {
        var accountId = request.Caller.AccountId;
        return db.Pages.AsNoTracking().Where(p => p.AccountId == accountId && p.Type == PageType.Internal && p.ImSubscription);
    }

    /// <summary>Tracked, with all that it follows; null when the member follows nothing of the page.</summary>
    public static Task<SubscriberRow?> Find(ConsoleRequest request, StatusDb db, long pageId)
    {
        var memberId = request.Caller.MemberId;
        return db.Subscribers.Include(s => s.Components).Include(s => s.Sections).Include(s => s.Changes).AsSplitQuery()
            .SingleOrDefaultAsync(s => s.PageId == pageId && s.Method == SubscriptionMethod.Im && s.MemberId == memberId, request.Cancel);
    }

    /// <summary>A new one, which follows nothing yet.</summary>
    public static SubscriberRow Add(ConsoleRequest request, StatusDb db, long pageId)
    {
        var (memberId, now) = (request.Caller.MemberId, request.Clock.Seconds());
        var row = new SubscriberRow
        {
            SubscriberId = Ids.NewInteger(), PageId = pageId, Method = SubscriptionMethod.Im, Recipient = memberId.ToString(CultureInfo.InvariantCulture), MemberId = memberId,
            Domain = "", All = false, Locale = request.Texts.Language.Locale, Token = Guid.NewGuid().ToString("N"), CreatedAt = now, UpdatedAt = now,
        };
        db.Subscribers.Add(row);
        return row;
    }

    /// <summary>The member's own hooks, oldest first.</summary>
    public static Task<List<ImHookRow>> Hooks(ConsoleRequest request, StatusDb db)
    {
        var memberId = request.Caller.MemberId;
        return db.ImHooks.AsNoTracking().Where(h => h.MemberId == memberId).OrderBy(h => h.CreatedAt).ThenBy(h => h.HookId).ToListAsync(request.Cancel);
    }
}

/// <summary>What the audit log tells of a member's following: a page, or one event of it.</summary>
internal sealed record FollowChoice
{
    public long? PageId { get; init; }
    public long? ChangeId { get; init; }
    public bool? All { get; init; }
    public IReadOnlyList<string>? SectionIds { get; init; }
    public IReadOnlyList<string>? ComponentIds { get; init; }

    /// <summary>Empty for all that the member has.</summary>
    public IReadOnlyList<string>? HookIds { get; init; }
}
