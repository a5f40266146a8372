using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Home;

namespace Pharos.StatusPages.Home.Console;

/// <summary>The status pages on the home page: open changes, action items and the account's pages.</summary>
internal static class PagesHome
{
    public static async Task<HomePanel?> Read(ConsoleRequest request, PharosDb db)
    {
        var pages = await HomePages.Read(request, db);
        if (pages.Count == 0)
        {
            var hasKey = await db.ApiKeys.AnyAsync(
                k => k.MemberId == request.Caller.MemberId && !k.Disabled,
                request.Cancel
            );
            return new HomePanel(
                HomePlace.Pages,
                HomePanel.Render<PagesPanel>(request, (nameof(PagesPanel.HasKey), hasKey))
            );
        }

        var open = await OpenChanges.Read(request, db);
        return new HomePanel(
            HomePlace.Pages,
            HomePanel.Render<PagesPanel>(
                request,
                (nameof(PagesPanel.Pages), pages),
                (nameof(PagesPanel.Open), open),
                (nameof(PagesPanel.Needs), await ActionItems.Read(request, db, open))
            )
        )
        {
            Actions = request.May(Permissions.StatusPagesEventsManage) ? HomePanel.Render<PagesActions>(request) : null,
        };
    }
}
