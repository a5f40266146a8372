using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Web;

namespace Pharos.Platform.Audit.Console;

/// <summary>Searches the audit log: <c>GET /console/audit</c></summary>
internal static class ShowAudit
{
    public const string Path = "/console/audit";

    private const int MostListed = 500;

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.AuditRead);
        var query = AuditQuery.Read(request);
        SearchAuditResponse? found = null;
        try
        {
            found = query.Search is null ? null : await SearchAudit.Info.Run(query.Search, request.Operation(db));
        }
        catch (ApiException error)
            when (query.Form.Takes(
                    error,
                    request.Texts,
                    ("end_time", "to", AuditTexts.AuditTo),
                    ("start_time", "from", AuditTexts.AuditFrom),
                    ("operations", "operation", AuditTexts.AuditOperation),
                    ("person_id", "member", AuditTexts.AuditMember),
                    ("request_id", "request", AuditTexts.AuditRequest)
                )
            )
        {
            // Shown next to the field.
        }

        var members = await db
            .Members.AsNoTracking()
            .Where(m => m.AccountId == request.Caller.AccountId)
            .OrderBy(m => m.Status == MemberStatus.Deleted)
            .ThenBy(m => m.Name)
            .ThenBy(m => m.MemberId)
            .Select(m => new NamedMember(m.MemberId, m.Name))
            .Take(MostListed)
            .ToListAsync(request.Cancel);
        return request.Page<AuditPage>(
            query.Form.Status,
            (nameof(AuditPage.Query), query),
            (nameof(AuditPage.Found), found),
            (nameof(AuditPage.Members), members)
        );
    }
}
