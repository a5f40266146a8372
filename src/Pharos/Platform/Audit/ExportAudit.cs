using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>
/// Records that the audit log is exported, before the export begins. Run from the console and the command line.
/// </summary>
internal static class ExportAudit
{
    public static readonly Operation<SearchAuditRequest, EmptyResponse> Info = new("Export the audit log", Handle)
    {
        Permission = Permissions.AuditRead,
        Audit = new(OperationTexts.AuditReadExport) { IsDangerous = true, IsWrite = false },
    };

    private static async Task<EmptyResponse> Handle(SearchAuditRequest request, OperationContext op)
    {
        op.Caller.DemandAccount();
        await using var write = await op.BeginWrite(Info, request);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }
}
