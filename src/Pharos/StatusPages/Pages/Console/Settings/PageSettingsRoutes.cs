using Pharos.Console.PageSettings.Branding;
using Pharos.Console.PageSettings.Domain;

namespace Pharos.Console.PageSettings;

/// <summary><c>/console/pages/new</c> and <c>/console/pages/{page_id}/settings</c></summary>
internal static class PageSettingsRoutes
{
    public static void MapPageSettings(this IEndpointRouteBuilder console)
    {
        console.Read("/pages/new", AddPage.Show);
        console.Submit("/pages/new", AddPage.Handle);
        var settings = console.MapGroup("/pages/{pageId}/settings");
        Map(settings, "", new GeneralPart());
        settings.Read("/branding", new BrandingPart().Show);
        settings.SubmitFiles("/branding", BrandingPart.MostBytes, new BrandingPart().Handle);
        Map(settings, "/domain", new DomainPart());
        Map(settings, "/subscriptions", new SubscriptionsPart());
        settings.Read("/delete", RemovePage.Show);
        settings.Submit("/delete", RemovePage.Handle);
    }

    private static void Map(IEndpointRouteBuilder settings, string path, SettingsPart part)
    {
        settings.Read(path, part.Show);
        settings.Submit(path, part.Handle);
    }
}
