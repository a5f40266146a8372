using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.DeliveryProblems.Console;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// A status page's changes: open ones first, then a search of the others: <c>GET /console/pages/{page_id}</c>
/// </summary>
internal static class ShowChanges
{
    private const int PerPage = 20;
    private const int MaxOpen = 100;

    private static readonly ChangeType[] Types = [ChangeType.Incident, ChangeType.Maintenance];
    private static readonly ChangeStatus[] Over = [ChangeStatus.Resolved, ChangeStatus.Completed];
    private static readonly ChangeStatus[] NotOver = [.. Enum.GetValues<ChangeStatus>().Except(Over)];

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(request, db);
        var open = await db
            .Changes.AsNoTracking()
            .Where(c => c.PageId == page.PageId && Types.Contains(c.Type) && NotOver.Contains(c.Status))
            .OrderByDescending(c => c.StartAt)
            .ThenByDescending(c => c.ChangeId)
            .Take(MaxOpen)
            .ToListAsync(request.Cancel);
        var search = new ChangeSearch(
            Validate.OptionalLine(request.Query("q"), "q", 255) ?? "",
            WireName<ChangeType>.TryParse(request.Query("type"), out var type) ? type : null,
            ShowDeliveryProblems.PageNumber(request.Query("p"))
        );
        var past = db.Changes.AsNoTracking().Where(c => c.PageId == page.PageId && Over.Contains(c.Status));
        if (search.Type is { } only)
            past = past.Where(c => c.Type == only);
        if (search.Text.Length > 0)
        {
            var wanted = search.Text.ToLowerInvariant();
            past = past.Where(c => PharosDb.Lower(c.Title).Contains(wanted));
        }

        var (rows, _, hasNext) = await Paging
            .Check(search.PageNumber, PerPage, PerPage)
            .Fetch(past.OrderByDescending(c => c.StartAt).ThenByDescending(c => c.ChangeId), request.Cancel);
        var items = await ChangeReader.Items(db, [.. open, .. rows], request.Cancel);
        var hasComponents =
            items.Count > 0
            || await db.Components.AnyAsync(c => c.PageId == page.PageId && c.DeletedAt == null, request.Cancel);
        return request.Page<ChangesPage>(
            StatusCodes.Status200OK,
            (nameof(ChangesPage.Page), page),
            (nameof(ChangesPage.Open), items[..open.Count]),
            (nameof(ChangesPage.Past), items[open.Count..]),
            (nameof(ChangesPage.Search), search),
            (nameof(ChangesPage.HasNext), hasNext),
            (nameof(ChangesPage.HasComponents), hasComponents)
        );
    }
}

/// <summary>The search for past changes.</summary>
/// <param name="Text">Part of the title; empty for any.</param>
/// <param name="PageNumber">From 1.</param>
public sealed record ChangeSearch(string Text, ChangeType? Type, long PageNumber)
{
    public bool IsAny => Text.Length == 0 && Type is null;

    /// <summary>The query string for another page of the same search.</summary>
    public string Query(long pageNumber)
    {
        var parts = new List<string>(3);
        if (Text.Length > 0)
            parts.Add("q=" + Uri.EscapeDataString(Text));
        if (Type is { } type)
            parts.Add("type=" + WireName<ChangeType>.ToWire(type));
        if (pageNumber > 1)
            parts.Add("p=" + pageNumber.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
