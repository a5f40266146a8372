using Pharos.Api.Callers;

namespace Pharos.Api.Audit;

/// <summary><c>/audit/</c></summary>
internal static class AuditApi
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.Ask<SearchAuditRequest, SearchAuditResponse>("/audit/search", "Search audit logs, the newest first", Permissions.AuditRead, SearchAudit.Handle);
        api.Ask<ListAuditedOperationsRequest, ListAuditedOperationsResponse>(
            "/audit/operation/list", "List the operations that audit logs tell of", Permissions.AuditRead,
            (_, _, caller, _) => Task.FromResult(ListAuditedOperations.Handle(caller)));
    }
}
