using Pharos.StatusPages.Pages.Console.Settings.Branding;
using Pharos.StatusPages.Pages.Console.Settings.Domain;
using Pharos.Web;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary><c>/console/pages/new</c> and <c>/console/pages/{page_id}/settings</c></summary>
internal static class PageSettingsRoutes
{
    public static void MapPageSettings(this IEndpointRouteBuilder console)
    {
        console.MapPage("/pages/new", AddPage.Show);
        console.MapForm("/pages/new", AddPage.Handle);
        var settings = console.MapGroup("/pages/{pageId}/settings");
        Map(settings, "", new GeneralPart());
        settings.MapPage("/branding", new BrandingPart().Show);
        settings.MapFileForm("/branding", BrandingPart.MaxBytes, new BrandingPart().Handle);
        Map(settings, "/domain", new DomainPart());
        Map(settings, "/subscriptions", new SubscriptionsPart());
        settings.MapPage("/delete", RemovePage.Show);
        settings.MapForm("/delete", RemovePage.Handle);
    }

    private static void Map(IEndpointRouteBuilder settings, string path, SettingsPart part)
    {
        settings.MapPage(path, part.Show);
        settings.MapForm(path, part.Handle);
    }
}
