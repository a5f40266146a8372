using Pharos.Api.Callers;
using Pharos.Api.Envelope;

namespace Pharos.Api.Audit;

/// <summary>Lists what the audit log can be filtered by: <c>POST /audit/operation/list</c></summary>
internal static class ListAuditedOperations
{
    public static ListAuditedOperationsResponse Handle(Caller caller)
    {
        caller.Demand(Permissions.AuditRead);
        caller.DemandAccount();
        return new ListAuditedOperationsResponse([.. AuditedOperations.All.Select(o => new AuditedOperationItem(o.Name, o.Label(Language.Chinese)))]);
    }
}

public sealed record ListAuditedOperationsRequest;

public sealed record ListAuditedOperationsResponse(IReadOnlyList<AuditedOperationItem> Items);

/// <param name="NameCn">In Chinese, whatever the language of the request.</param>
public sealed record AuditedOperationItem(string Name, string NameCn);
