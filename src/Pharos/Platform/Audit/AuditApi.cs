using Pharos.Http;

namespace Pharos.Platform.Audit;

/// <summary><c>/audit/</c></summary>
internal static class AuditApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [SearchAudit.Info, ListAuditedOperations.Info, ExportAudit.Info];
}
