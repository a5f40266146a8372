using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Export;
using Pharos.StatusPages.PublicSite.Subscribing;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite;

/// <summary><c>/s/{url_name}</c> and all below it; on a page's custom domain the same at <c>/</c>.</summary>
internal static class PublicSiteApi
{
    public static void AddPublicSite(this IServiceCollection services, PublicSiteSettings settings)
    {
        services.AddPublicViews(settings).AddSingleton<PageDirectory>().AddSingleton<Hosts>();
        services.AddSingleton<DomainVerification>().AddHostedService(s => s.GetRequiredService<DomainVerification>());
        services.AddSingleton<SubscribingThrottle>();
        if (settings.Publish.Directory is not null)
            services.AddHostedService<Publisher>();
        services.AddSingleton(s => new PageCache(
            s.GetRequiredService<Pharos.Database.ResponseCache>(),
            s.GetRequiredService<RenderGate>(),
            s.GetRequiredService<TimeProvider>(),
            settings.CacheBytes
        ));
    }

    /// <summary>What makes the views, for visitors and for files.</summary>
    public static IServiceCollection AddPublicViews(this IServiceCollection services, PublicSiteSettings settings) =>
        services
            .AddSingleton<ChangeSnapshotReader>()
            .AddSingleton<SnapshotReader>()
            .AddSingleton<Snapshots>()
            .AddSingleton<SiteRenderer>()
            .AddSingleton<RenderGate>()
            .AddSingleton<SiteViews>()
            .AddSingleton<PageExports>()
            .AddSingleton(settings)
            .AddSingleton(settings.Publish)
            .AddSingleton(new PublicAddress(settings.PublicUrl));

    /// <summary>Before routing: brings visitors of custom domains to their page.</summary>
    public static void UseCustomDomains(this IApplicationBuilder app)
    {
        var hosts = app.ApplicationServices.GetRequiredService<Hosts>();
        app.Use(hosts.Route);
    }

    public static void MapPublicSite(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<PublicAddress>().LearnFrom(app.ServiceProvider);
        var visits = new PublicPageEndpoint(
            app.ServiceProvider.GetRequiredService<PageDirectory>(),
            app.ServiceProvider.GetRequiredService<SiteViews>(),
            app.ServiceProvider.GetRequiredService<PageCache>(),
            app.ServiceProvider.GetRequiredService<Hosts>()
        );
        var site = app.MapGroup("/s/{slug}");
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        site.MapMethods("", methods, visits.Page);
        site.MapMethods("history", methods, visits.History);
        site.MapMethods("history/{month:length(7)}", methods, visits.History);
        site.MapMethods("events/{id:long:min(1)}", methods, visits.Event);
        site.MapMethods("events/{id:long:min(1)}/feed.atom", methods, visits.EventFeed);
        site.MapMethods("events/{id:long:min(1)}/feed.atom", [HttpMethods.Options], PublicPageEndpoint.Preflight);
        foreach (var file in SiteViews.Files)
        {
            site.MapMethods(file, methods, context => visits.File(context, file));
            site.MapMethods(file, [HttpMethods.Options], PublicPageEndpoint.Preflight);
        }

        app.MapMethods("/", methods, visits.FrontDoor);
        site.MapSubscribing(visits);
    }
}
