using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console.Settings.Branding;
using Pharos.StatusPages.Pages.Console.Settings.Domain;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary><c>/console/pages/new</c> and <c>/console/pages/{page_id}/settings</c></summary>
internal static class PageSettingsRoutes
{
    public static void MapPageSettings(this IEndpointRouteBuilder console)
    {
        console.MapForm("/pages/new", AddPage.Form);
        console.MapPage("/pages/new/address", AddPage.ProposeAddress);
        var settings = console.MapGroup("/pages/{pageId}/settings");
        settings.MapForm("", GeneralForm.Form, SettingsContext.Saved);
        settings.MapForm("/branding", BrandingForm.Form, SettingsContext.Saved);
        settings.MapPage("/branding/preview", PreviewBranding.Show);
        settings.MapRepeatableFileForm(
            "/branding/preview",
            BrandingForm.MostBytes,
            Permissions.StatusPagesManage,
            PreviewBranding.Handle
        );
        settings.MapForm("/domain", DomainForm.Form, DomainForm.Form.Notice);
        settings.MapForm("/subscriptions", SubscriptionsForm.Form, SettingsContext.Saved);
        settings.MapForm("/delete", RemovePage.Form);
    }
}
