using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>
/// Gives the subscribers as a file, all or those of a component: <c>POST
/// /console/pages/{page_id}/subscribers/export</c>
/// </summary>
internal static class ExportFile
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var component = request.Field("component");
        return new Download(
            new ExportSubscribersRequest
            {
                PageId = page.PageId,
                ComponentIds = component.Length > 0 ? [component] : null,
            },
            request,
            db
        );
    }

    /// <summary>The file is read while it is written, from the database as it was when it began.</summary>
    private sealed class Download(ExportSubscribersRequest export, ConsoleRequest request, PharosDb db) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var snapshot = await db.BeginRead(request.Cancel);
            var file = await ExportSubscribers.Info.Run(export, request.Operation(db));
            httpContext.Response.Headers.CacheControl = "no-store";
            await file.Write(httpContext, "text/csv");
        }
    }
}
