using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// One form of a page's settings: <c>/console/pages/{page_id}/settings…</c>. All parts are shown, checked for
/// concurrent changes and saved in the same way.
/// </summary>
internal abstract class SettingsPart
{
    /// <summary>The part of its URL after the page's path.</summary>
    protected abstract string Address { get; }

    /// <summary>The fields that contain stored values.</summary>
    protected abstract string[] Fields { get; }

    public async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var row = await db.Pages.AsNoTracking().SingleOrDefaultAsync(p => p.PageId == page.PageId, request.Cancel)
            ?? throw Errors.NotFound("page_id");
        var form = FormOf(row);
        return Answer(request, page, row, form, StatusCodes.Status200OK);
    }

    public async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, Fields);
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockInstallation(request.Cancel);
        await write.LockPage(request.Caller.AccountId, page.PageId, request.Cancel);
        var row = await db.Pages.AsNoTracking().SingleOrDefaultAsync(p => p.PageId == page.PageId, request.Cancel)
            ?? throw Errors.NotFound("page_id");
        try
        {
            var update = await Read(request, form, row);
            if (request.Field(ConcurrencyToken.Field) != SeenOf(row))
            {
                form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
                var now = FormOf(row);
                foreach (var field in Fields)
                {
                    if (!now.Values(field).SequenceEqual(form.Values(field), StringComparer.Ordinal))
                        form.ChangedMeanwhile(field, Spoken(field, now, request.Texts));
                }

                return Answer(request, page, row, form, StatusCodes.Status409Conflict);
            }

            if (form.IsRight)
            {
                await UpdatePage.Info.Run(update with { PageId = page.PageId }, op.Within(write));
                await write.Commit(request.Cancel);
                return request.See(page.Path + Address + "?done=saved");
            }
        }
        catch (ApiException error) when (Takes(form, error, request.Texts)) { }

        return Answer(request, page, row, form, form.Status);
    }

    /// <summary>The form with the page's stored values.</summary>
    protected abstract Form FormOf(PageRow row);

    /// <summary>
    /// Converts the form to a request. Reports input errors in the form that the operation cannot check.
    /// </summary>
    protected abstract Task<UpdatePageRequest> Read(ConsoleRequest request, Form form, PageRow row);

    /// <summary>Shows an error of the operation next to its field: see <see cref="Form.Takes"/>.</summary>
    protected abstract bool Takes(Form form, ApiException error, ConsoleLocalizer texts);

    protected abstract IResult Answer(ConsoleRequest request, PageContext page, PageRow row, Form form, int status);

    /// <summary>A field's value as text.</summary>
    protected virtual string Spoken(string field, Form now, ConsoleLocalizer texts) =>
        string.Join('\n', now.Values(field));

    /// <summary>The concurrency token of the form.</summary>
    protected virtual string SeenOf(PageRow row)
    {
        var form = FormOf(row);
        return ConcurrencyToken.Create([.. Fields.Select(f => string.Join('\n', form.Values(f)))]);
    }
}
