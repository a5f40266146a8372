using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.RateLimits;

namespace Pharos.Api.StatusPage.Subscribers;

/// <summary><c>/status-page/subscriber/</c></summary>
internal static class SubscribersApi
{
    public static void MapSubscribers(this IEndpointRouteBuilder api)
    {
        var limits = api.ServiceProvider.GetRequiredService<RateLimitOptions>();
        api.Read<ListSubscribersRequest, ListSubscribersResponse>("/status-page/subscriber/list", "List status page subscribers", ListSubscribers.Handle);
        api.Post<ImportSubscribersRequest, Nothing>(
            "/status-page/subscriber/import", "Import subscribers", Permissions.StatusPagesManage,
            new OperationLimit(limits.ImportsPerMinute, limits.ImportsPerSecond), ImportSubscribers.Handle);
        api.Download<ExportSubscribersRequest>(
            "/status-page/subscriber/export", "Export subscribers", Permissions.StatusPagesManage,
            new OperationLimit(limits.ExportsPerMinute, limits.ExportsPerSecond), "text/csv", ExportSubscribers.Handle);
    }
}
