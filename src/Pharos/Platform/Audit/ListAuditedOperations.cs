using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>Lists the operations by which the audit log can be filtered: <c>POST /audit/operation/list</c></summary>
internal static class ListAuditedOperations
{
    public static readonly Operation<ListAuditedOperationsRequest, ListAuditedOperationsResponse> Info = new(
        "/audit/operation/list",
        "List audited operations",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.AuditRead,
        IsForAccount = true,
    };

    private static Task<ListAuditedOperationsResponse> Handle(ListAuditedOperationsRequest request, OperationContext op)
    {
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

/// <param name="NameCn">The Chinese name, independent of the request's language.</param>
public sealed record AuditedOperationItem(string Name, string NameCn);
