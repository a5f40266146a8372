using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>Lists what the audit log can be filtered by: <c>POST /audit/operation/list</c></summary>
internal static class ListAuditedOperations
{
    public static readonly Operation<ListAuditedOperationsRequest, ListAuditedOperationsResponse> Info = new(
        "/audit/operation/list",
        "List the operations that audit logs tell of",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.AuditRead,
    };

    private static Task<ListAuditedOperationsResponse> Handle(ListAuditedOperationsRequest request, OperationContext op)
    {
        op.Caller.DemandAccount();
        return Task.FromResult(
            new ListAuditedOperationsResponse([
                .. op.Service<AuditCatalogue>()
                    .All.Select(o => new AuditedOperationItem(o.Name, o.Label(Language.Chinese))),
            ])
        );
    }
}

public sealed record ListAuditedOperationsRequest;

public sealed record ListAuditedOperationsResponse(IReadOnlyList<AuditedOperationItem> Items);

/// <param name="NameCn">In Chinese, whatever the language of the request.</param>
public sealed record AuditedOperationItem(string Name, string NameCn);
