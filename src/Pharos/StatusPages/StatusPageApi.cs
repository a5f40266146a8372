using Pharos.Http;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Following;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Sections;
using Pharos.StatusPages.Subscribers;
using Pharos.StatusPages.Templates;

namespace Pharos.StatusPages;

/// <summary><c>/status-page/</c></summary>
internal static class StatusPageApi
{
    /// <summary>Audited operations are offered as filters of the audit log in this order.</summary>
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        .. ChangesApi.Operations,
        ImportHistory.Info,
        .. PagesApi.Operations,
        .. SectionsApi.Operations,
        .. ComponentsApi.Operations,
        .. TemplatesApi.Operations,
        .. SubscribersApi.Operations,
        .. FollowingApi.Operations,
    ];
}
