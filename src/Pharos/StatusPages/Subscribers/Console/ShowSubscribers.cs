using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>A page's subscribers, searched and filtered: <c>GET /console/pages/{page_id}/subscribers</c></summary>
internal static class ShowSubscribers
{
    private const int PerPage = 50;

    /// <summary>Counting stops here.</summary>
    private const int MostCounted = 200_000;

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var shown = await PageContext.Find(request, db);
        await using var snapshot = await db.BeginRead(request.Cancel);
        var page = await PageReader.Find(db, request.Caller, shown.PageId, request.Cancel);
        var components = await db
            .Components.AsNoTracking()
            .Where(c => c.PageId == page.PageId && c.DeletedAt == null)
            .OrderBy(c => c.OrderId)
            .ThenBy(c => c.ComponentId)
            .Select(c => new ComponentChoice(c.ComponentId, c.Name))
            .ToListAsync(request.Cancel);
        var filter = SubscriberFilter.From(
            request,
            components.Select(c => c.ComponentId),
            searches: page.Type == PageType.Internal || request.May(Permissions.StatusPagesManage)
        );
        var number =
            long.TryParse(request.Query("p"), NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && p is > 0 and <= 10_000 / PerPage
                ? p
                : 1;

        var (rows, found, hasNext) = await Paging
            .Check(number, PerPage, PerPage)
            .Fetch(await filter.Apply(db, page, request.Cancel), request.Cancel);
        var followed = await (await FollowedItems.On(db, page.PageId, request.Cancel)).By(rows, request.Cancel);
        var members = rows.Select(r => r.MemberId).OfType<long>().ToList();
        var names =
            members.Count == 0
                ? []
                : await db
                    .Members.Where(m => members.Contains(m.MemberId))
                    .ToDictionaryAsync(m => m.MemberId, m => (m.Name, m.Email), request.Cancel);
        var everybody = db.Subscribers.Where(s =>
            s.PageId == page.PageId && s.Method == PageSubscribers.MethodOf(page.Type)
        );
        var counts = new SubscriberCounts(
            await everybody.Take(MostCounted + 1).CountAsync(request.Cancel),
            await everybody.Where(s => s.QuarantinedAt != null).Take(MostCounted + 1).CountAsync(request.Cancel),
            filter.IsEmpty ? null : found
        );
        return request.Page<SubscribersPage>(
            StatusCodes.Status200OK,
            (nameof(SubscribersPage.Page), shown),
            (nameof(SubscribersPage.Filter), filter),
            (nameof(SubscribersPage.Components), components),
            (nameof(SubscribersPage.Subscribers), followed.Select(f => Line(f, names, request)).ToList()),
            (nameof(SubscribersPage.Counts), counts),
            (nameof(SubscribersPage.PageNumber), number),
            (nameof(SubscribersPage.HasNext), hasNext)
        );
    }

    private static SubscriberLine Line(
        Followed one,
        Dictionary<long, (string Name, string Email)> members,
        ConsoleRequest request
    )
    {
        var member =
            one.Subscriber.MemberId is { } id && members.TryGetValue(id, out var found)
                ? found
                : ((string, string)?)null;
        return new SubscriberLine(
            one.Subscriber.SubscriberId,
            member?.Item1 ?? PageSubscribers.Shown(one.Subscriber.Recipient, request.Caller),
            member?.Item2,
            one.Subscriber.All,
            [.. one.Components.Select(c => c.Name)],
            one.ChangeIds.Count,
            one.Subscriber.Locale,
            one.Subscriber.CreatedAt,
            one.Subscriber.QuarantinedAt,
            // The error message can contain the address.
            request.May(Permissions.StatusPagesManage)
                ? one.Subscriber.QuarantineReason
                : null
        );
    }
}

/// <summary>A component that the list can be filtered by.</summary>
public sealed record ComponentChoice(string ComponentId, string Name);

/// <summary>Numbers of subscribers.</summary>
/// <param name="All">Up to 200,000; 200,001 means more.</param>
/// <param name="Stopped">Subscribers in quarantine, counted like <paramref name="All"/>.</param>
/// <param name="Found">Matches of the filter, up to 1,000; null without a filter.</param>
public sealed record SubscriberCounts(int All, int Stopped, int? Found);

/// <summary>A subscriber in the list.</summary>
/// <param name="Name">The address, masked for members without the permission, or the member's name.</param>
/// <param name="Email">The member's address.</param>
/// <param name="Since">Unix seconds.</param>
/// <param name="StoppedAt">Start of the quarantine in Unix seconds; null if not in quarantine.</param>
/// <param name="Reason">The last error message.</param>
public sealed record SubscriberLine(
    long SubscriberId,
    string Name,
    string? Email,
    bool All,
    IReadOnlyList<string> Components,
    int Events,
    string Locale,
    long Since,
    long? StoppedAt,
    string? Reason
);
