using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>The page whose settings a form changes.</summary>
internal sealed record SettingsContext(PageContext Page, PageRow Row)
{
    /// <summary>All forms of the settings lead back to themselves, and say the same.</summary>
    public static readonly FormNotice Saved = new("saved", PageSettingsTexts.SettingsSaved);

    /// <summary>Names and domains are unique in the installation.</summary>
    public static async Task Lock(WriteTransaction write, ConsoleRequest request)
    {
        await write.LockInstallation(request.Cancel);
        await PageContext.Lock(write, request);
    }

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<SettingsContext> Find(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(request, db);
        var row = await db.Pages.AsNoTracking().SingleOrDefaultAsync(p => p.PageId == page.PageId, request.Cancel)
            ?? throw Errors.NotFound("page_id");
        return new SettingsContext(page, row);
    }

    /// <param name="part">The address of the form, after the page's.</param>
    public async Task<string> Save(UpdatePageRequest update, string part, OperationContext op)
    {
        await UpdatePage.Info.Run(update with { PageId = Page.PageId }, op);
        return Page.Path + part;
    }
}
