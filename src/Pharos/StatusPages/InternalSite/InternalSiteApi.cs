using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Web;

namespace Pharos.StatusPages.InternalSite;

/// <summary>
/// <c>/internal/{url_name}</c>: pages for members of their account, who must be signed in to the console. The same
/// views as the public site, without feeds, JSON and badges.
/// </summary>
internal static class InternalSiteApi
{
    public const string Path = "/internal";

    public static void MapInternalSite(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var visits = new InternalPageEndpoint(
            services.GetRequiredService<SiteViews>(),
            services.GetRequiredService<PageCache>(),
            services.GetRequiredService<Hosts>()
        );
        var site = app.MapGroup(Path + "/{slug}");
        site.MapPage("", visits.Page);
        site.MapPage("history", visits.History);
        site.MapPage("history/{month:length(7)}", visits.History);
        site.MapPage("events/{id:long:min(1)}", visits.Change);
    }
}
