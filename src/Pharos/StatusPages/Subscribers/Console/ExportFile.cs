using System.Text;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>
/// Exports all subscribers, or those of a component, as a file: <c>POST
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

    /// <summary>Adds the byte order mark that spreadsheets need to read a file as UTF-8.</summary>
    private static Attachment ForSpreadsheets(Attachment file) =>
        file with
        {
            WriteTo = async (body, stop) =>
            {
                await body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), stop);
                await file.WriteTo(body, stop);
            },
        };

    private sealed class Download(ExportSubscribersRequest export, ConsoleRequest request, PharosDb db) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            Attachment file;
            await using (await db.BeginRead(request.Cancel))
                file = await ExportSubscribers.Info.Run(export, request.Operation(db));
            await ForSpreadsheets(file).Write(httpContext, "text/csv");
        }
    }
}
