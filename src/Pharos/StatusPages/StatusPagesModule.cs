using Pharos.Http;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Changes.Console;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.DeliveryProblems.Console;
using Pharos.StatusPages.Following;
using Pharos.StatusPages.Following.Console;
using Pharos.StatusPages.Home.Console;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.InternalSite;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console.Settings;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.Sections;
using Pharos.StatusPages.Subscribers;
using Pharos.StatusPages.Subscribers.Console;
using Pharos.StatusPages.Templates;
using Pharos.StatusPages.Templates.Console;
using Pharos.Web;
using Pharos.Web.Home;
using Pharos.Web.Layout;

namespace Pharos.StatusPages;

/// <summary>Status pages: their contents, what visitors see, and the notices to subscribers.</summary>
internal static class StatusPagesModule
{
    public static Module Module { get; } =
        new()
        {
            // Audited operations are listed in this order.
            Operations =
            [
                .. ChangesApi.Operations,
                ImportHistory.Info,
                .. PagesApi.Operations,
                .. SectionsApi.Operations,
                .. ComponentsApi.Operations,
                .. TemplatesApi.Operations,
                .. SubscribersApi.Operations,
                .. FollowingApi.Operations,
            ],
            Services = services =>
            {
                services.AddHostedService<MaintenanceClock>();
                services.AddSingleton<NavigationSource>(StatusPagesNavigation.Read);
                services.AddSingleton<HomePanelSource>(PagesHome.Read);
                services.AddPublicSite();
                services.AddNotices();
            },
            Middleware = app => app.UseCustomDomains(),
            Endpoints = app =>
            {
                app.MapPublicSite();
                app.MapInternalSite();
            },
            Console = console =>
            {
                console.MapPage("/", ShowHome.Handle, RemovePage.Form.Notice);
                console.MapPublish();
                console.MapChanges();
                console.MapImHooks();
                console.MapDeliveryProblems();
                console.MapPageSettings();
                console.MapComponents();
                console.MapTemplates();
                console.MapSubscribers();
            },
        };
}
