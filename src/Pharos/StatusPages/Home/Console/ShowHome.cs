using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.StatusPages.Home.Console;

/// <summary>Open changes, action items and the account's status pages: <c>GET /console</c></summary>
internal static class ShowHome
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var pages = await HomePages.Read(request, db);
        if (pages.Count == 0)
        {
            var hasKey = await db.ApiKeys.AnyAsync(
                k => k.MemberId == request.Caller.MemberId && !k.Disabled,
                request.Cancel
            );
            return request.Page<HomePage>(StatusCodes.Status200OK, (nameof(HomePage.HasKey), hasKey));
        }

        var open = await OpenChanges.Read(request, db);
        return request.Page<HomePage>(
            StatusCodes.Status200OK,
            (nameof(HomePage.Pages), pages),
            (nameof(HomePage.Open), open),
            (nameof(HomePage.Needs), await ActionItems.Read(request, db, open))
        );
    }
}
