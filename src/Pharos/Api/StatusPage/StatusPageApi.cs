using Pharos.Api.StatusPage.Changes;
using Pharos.Api.StatusPage.Components;
using Pharos.Api.StatusPage.Pages;
using Pharos.Api.StatusPage.Sections;
using Pharos.Api.StatusPage.Subscribers;
using Pharos.Api.StatusPage.Templates;

namespace Pharos.Api.StatusPage;

/// <summary><c>/status-page/</c></summary>
internal static class StatusPageApi
{
    public static void MapStatusPage(this IEndpointRouteBuilder api)
    {
        api.MapPages();
        api.MapComponents();
        api.MapSections();
        api.MapChanges();
        api.MapSubscribers();
        api.MapTemplates();
    }
}
