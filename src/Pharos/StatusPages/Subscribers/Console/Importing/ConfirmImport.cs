using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Subscribers.Console.Importing;

/// <summary>
/// Imports previewed subscribers: <c>/console/pages/{page_id}/subscribers/import/{import_id}</c>. Imports one part per
/// request, all or nothing, and shows the progress with a form for the next part. A part is deleted in the transaction
/// that imports it, so sending it twice imports it once.
/// </summary>
internal static class ConfirmImport
{
    public static readonly FormNotice Imported = new("imported", SubscribersTexts.SubscribersImported);

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return await Progress(request, db, await PageContext.Find(request, db), new Form());
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "part");
        var op = request.Operation(db);
        await using (var write = await op.BeginWrite())
        {
            await write.LockSubscribers(request.Caller.AccountId, page.PageId, request.Cancel);
            var next = await Parts(request, db, page)
                .OrderBy(i => i.Part)
                .Select(i => new { i.Part, i.Items })
                .FirstOrDefaultAsync(request.Cancel);
            if (next is not null && next.Part.ToString(CultureInfo.InvariantCulture) == form["part"])
            {
                try
                {
                    await ImportSubscribers.Info.Run(
                        new ImportSubscribersRequest
                        {
                            PageId = page.PageId,
                            Method = PageSubscribers.MethodOf(page.Type),
                            Subscribers = JsonSerializer.Deserialize<List<ImportedSubscriber?>>(
                                next.Items,
                                WireJson.Options
                            ),
                        },
                        op.Within(write)
                    );
                    await Parts(request, db, page).Where(i => i.Part == next.Part).ExecuteDeleteAsync(request.Cancel);
                    await write.Commit(request.Cancel);
                }
                catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
                {
                    // Valid at the time of the preview, but a component or a member was deleted since.
                    form.Says = request.Texts[SubscribersTexts.ImportOutOfDate];
                }
            }
        }

        return await Progress(request, db, page, form);
    }

    private static IQueryable<Pharos.StatusPages.Subscribers.SubscriberImportRow> Parts(
        ConsoleRequest request,
        PharosDb db,
        PageContext page
    )
    {
        var id = (string?)request.Http.Request.RouteValues["importId"];
        return db
            .SubscriberImports.AsNoTracking()
            .Where(i => i.ImportId == id && i.PageId == page.PageId && i.MemberId == request.Caller.MemberId);
    }

    private static async Task<IResult> Progress(ConsoleRequest request, PharosDb db, PageContext page, Form form)
    {
        var left = await Parts(request, db, page)
            .OrderBy(i => i.Part)
            .Select(i => new
            {
                i.ImportId,
                i.Part,
                i.Count,
                i.Total,
            })
            .ToListAsync(request.Cancel);
        return left.Count == 0
            ? request.See(page.Path + "/subscribers", Imported)
            : request.Page<ImportProgressPage>(
                form.Status,
                (nameof(ImportProgressPage.Page), page),
                (nameof(ImportProgressPage.Form), form),
                (nameof(ImportProgressPage.ImportId), left[0].ImportId),
                (nameof(ImportProgressPage.Part), left[0].Part),
                (nameof(ImportProgressPage.Done), left[0].Total - left.Sum(i => i.Count)),
                (nameof(ImportProgressPage.Total), left[0].Total)
            );
    }
}
