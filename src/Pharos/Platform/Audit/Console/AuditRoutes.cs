using Pharos.Web;

namespace Pharos.Platform.Audit.Console;

/// <summary><c>/console/audit</c></summary>
internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder console)
    {
        console.MapPage("/audit", ShowAudit.Handle);
        console.MapPage("/audit/export", DownloadAudit.Handle);
    }
}
