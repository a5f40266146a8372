using System.Text;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Web;
using Pharos.Web.Design;

namespace Pharos.StatusPages.Pages.Console.Settings.Branding;

/// <summary>
/// Shows the page with the brand that the form has, in a frame next to the form:
/// <c>/console/pages/{page_id}/settings/branding/preview</c>. Nothing is saved.
/// </summary>
internal static class PreviewBranding
{
    /// <summary>The page as it is.</summary>
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var settings = await SettingsContext.Find(request, db);
        return await Page(request, settings, settings.Row);
    }

    /// <summary>The page as the form would make it.</summary>
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var settings = await SettingsContext.Find(request, db);
        return await Page(request, settings, await BrandingForm.Draft(request, db, settings));
    }

    private static async Task<IResult> Page(ConsoleRequest request, SettingsContext settings, PageRow row)
    {
        var views = request.Http.RequestServices.GetRequiredService<SiteViews>();
        var snapshot = await views.Snapshot(row.PageId) ?? throw Errors.NotFound("page_id");
        var site = views.SiteOf(
            snapshot with
            {
                Page = row,
            },
            settings.Page.SiteAddress,
            "",
            new ReadingLanguage(settings.Page.Language, IsChosen: false)
        );
        var theme = request.Http.Request.Query["theme"] == "dark" ? "dark" : "light";
        var page = (await views.Page(site with { Theme = theme }))!;
        var response = request.Http.Response;
        PageHeaders.Set(response);
        response.Headers.XFrameOptions = "SAMEORIGIN";
        response.Headers.ContentSecurityPolicy = page.Brand.PolicyOfPreview;
        return TypedResults.Text(Encoding.UTF8.GetString(page.Plain), "text/html; charset=utf-8");
    }
}
