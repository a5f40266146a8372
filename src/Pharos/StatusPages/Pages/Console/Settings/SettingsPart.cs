using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// One form of a page's settings: <c>/console/pages/{page_id}/settings…</c>. It is shown, compared with what the page
/// has by then, and saved the same way whatever is in it.
/// </summary>
internal abstract class SettingsPart
{
    /// <summary>What its address has after the page's.</summary>
    protected abstract string Address { get; }

    /// <summary>The fields that carry what the page has.</summary>
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
                        form.SetConflict(field, Spoken(field, now, request.Texts));
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

    /// <summary>The form as it is for this page.</summary>
    protected abstract Form FormOf(PageRow row);

    /// <summary>What the form asks for. What is wrong before the handler sees it is said in the form.</summary>
    protected abstract Task<UpdatePageRequest> Read(ConsoleRequest request, Form form, PageRow row);

    /// <summary>Puts what the handler refused beside its field: see <see cref="Form.Takes"/>.</summary>
    protected abstract bool Takes(Form form, ApiException error, ConsoleLocalizer texts);

    protected abstract IResult Answer(ConsoleRequest request, PageContext page, PageRow row, Form form, int status);

    /// <summary>A field for a reader.</summary>
    protected virtual string Spoken(string field, Form now, ConsoleLocalizer texts) =>
        string.Join('\n', now.Values(field));

    /// <summary>A digest of what the form shows of the page.</summary>
    protected virtual string SeenOf(PageRow row)
    {
        var form = FormOf(row);
        return ConcurrencyToken.Create([.. Fields.Select(f => string.Join('\n', form.Values(f)))]);
    }
}
