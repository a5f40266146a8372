using Pharos.Api.ImHooks;
using Pharos.Api.StatusPage.Changes;
using Pharos.Api.StatusPage.Components;
using Pharos.Api.StatusPage.Pages;
using Pharos.Api.StatusPage.Sections;
using Pharos.Api.StatusPage.Subscribers;
using Pharos.Api.StatusPage.Templates;
using Pharos.History;

namespace Pharos.Api.StatusPage;

/// <summary><c>/status-page/</c></summary>
internal static class StatusPageApi
{
    /// <summary>In the order in which people are offered those that are audited.</summary>
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        .. ChangesApi.Operations,
        ImportHistory.Info,
        .. PagesApi.Operations,
        .. SectionsApi.Operations,
        .. ComponentsApi.Operations,
        .. TemplatesApi.Operations,
        .. SubscribersApi.Operations,
        .. ImHooksApi.Operations,
    ];
}
