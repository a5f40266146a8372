using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.DeliveryProblems;
using Pharos.StatusPages.DeliveryProblems.Console;
using Pharos.Web;
using Pharos.Web.Layout;

namespace Pharos.StatusPages;

/// <summary>The status page links in the console's navigation.</summary>
internal static class StatusPagesNavigation
{
    /// <summary>More pages than this are listed on the home page only.</summary>
    private const int MaxPages = 12;

    public static async Task<IReadOnlyList<NavigationItem>> Read(ConsoleRequest request, PharosDb db)
    {
        var (caller, texts, cancel) = (request.Caller, request.Texts, request.Cancel);
        var pages = await db
            .Pages.AsNoTracking()
            .Where(p => p.AccountId == caller.AccountId)
            .OrderBy(p => p.Name)
            .ThenBy(p => p.PageId)
            .Select(p => new { p.PageId, p.Name })
            .Take(MaxPages + 1)
            .ToListAsync(cancel);
        var open = await db
            .Pages.Where(p => p.AccountId == caller.AccountId)
            .Join(ActiveChanges.For(db), p => p.PageId, c => c.PageId, (p, c) => c.ChangeId)
            .CountAsync(cancel);
        var items = new List<NavigationItem>
        {
            new(
                NavigationGroup.Main,
                ReturnAddress.Home,
                texts[ConsoleTexts.HomeTitle],
                open == 0 ? null : Number(open),
                texts.Format(ConsoleTexts.NavOpen, open)
            ),
        };
        if (request.May(Permissions.StatusPagesEventsManage) && pages.Count > 0)
            items.Add(new(NavigationGroup.Main, "/console/publish", texts[ConsoleTexts.NavPublish]));
        items.AddRange(
            pages
                .Take(MaxPages)
                .Select(p => new NavigationItem(NavigationGroup.Pages, $"/console/pages/{Number(p.PageId)}", p.Name))
        );
        if (pages.Count > MaxPages)
            items.Add(new(NavigationGroup.Pages, "/console#pages", texts[ConsoleTexts.NavAllPages]));
        if (request.May(Permissions.StatusPagesManage))
        {
            var count = await QuarantinedRecipients.Count(db, caller, cancel);
            var text =
                count < QuarantinedRecipients.MaxCounted ? Number(count) : $"{QuarantinedRecipients.MaxCounted - 1}+";
            items.Add(
                new(
                    NavigationGroup.Account,
                    ShowDeliveryProblems.Path,
                    texts[ConsoleTexts.ProblemsTitle],
                    count == 0 ? null : text,
                    texts.Format(ConsoleTexts.ProblemsCount, text)
                )
            );
        }

        return items;
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
