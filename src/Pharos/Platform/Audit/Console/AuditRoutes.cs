namespace Pharos.Console.Audit;

/// <summary><c>/console/audit</c></summary>
internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder console)
    {
        console.Read("/audit", ShowAudit.Handle);
        console.Read("/audit/export", ExportAudit.Handle);
    }
}
