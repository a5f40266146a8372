using Microsoft.Extensions.DependencyInjection.Extensions;
using Pharos.Http.RateLimiting;
using Pharos.Notifications;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Export;
using Pharos.StatusPages.PublicSite.Subscribing;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite;

/// <summary><c>/s/{url_name}</c> and everything below it; on a page's custom domain the same at <c>/</c>.</summary>
internal static class PublicSiteApi
{
    public static void AddPublicSite(this IServiceCollection services)
    {
        services.AddPublicViews().AddSingleton<PageDirectory>().AddSingleton<Hosts>();
        services.TryAddSingleton<DomainRecords>();
        services.AddSingleton<DomainVerification>().AddHostedService(s => s.GetRequiredService<DomainVerification>());
        services.AddSingleton(s =>
        {
            var options = s.GetRequiredService<DeliveryOptions>();
            return new SubscribingThrottle(
                options.AsksPerClient,
                options.AsksPerPage,
                s.GetRequiredService<TimeProvider>()
            );
        });
        services.AddHostedService<Publisher>();
        services.AddSingleton<PageCache>();
    }

    /// <summary>What makes the views, for visitors and for files.</summary>
    public static IServiceCollection AddPublicViews(this IServiceCollection services) =>
        services
            .AddSingleton<ChangeSnapshotReader>()
            .AddSingleton<SnapshotReader>()
            .AddSingleton<Snapshots>()
            .AddSingleton<SiteRenderer>()
            .AddSingleton<RenderGate>()
            .AddSingleton<SiteViews>()
            .AddSingleton<PageExports>()
            .AddSingleton(s => s.GetRequiredService<PublicSiteSettings>().Publish)
            .AddSingleton(s => new PublicAddress(s.GetRequiredService<PublicSiteSettings>().PublicUrl));

    /// <summary>Must run before routing: rewrites requests on custom domains to the path of their page.</summary>
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
        site.MapMethods("events/{id:long:min(1)}", methods, visits.Change);
        site.MapMethods("events/{id:long:min(1)}/feed.atom", methods, visits.ChangeFeed);
        site.MapMethods("events/{id:long:min(1)}/feed.atom", [HttpMethods.Options], PublicPageEndpoint.Preflight);
        foreach (var file in SiteViews.Files)
        {
            site.MapMethods(file, methods, context => visits.File(context, file));
            site.MapMethods(file, [HttpMethods.Options], PublicPageEndpoint.Preflight);
        }

        app.MapMethods("/", methods, visits.Root);
        app.MapMethods("/robots.txt", methods, visits.Robots);
        app.MapMethods("/favicon.ico", methods, visits.Favicon);
        site.MapMethods("favicon.ico", methods, visits.Favicon);
        site.MapSubscribing(visits);
    }
}
