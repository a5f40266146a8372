using Microsoft.EntityFrameworkCore;
using Pharos.Server;
using Pharos.Status;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.Home;

/// <summary>The account's status pages and how they stand, or what to do first: <c>GET /console</c></summary>
internal static class ShowHome
{
    private static readonly ChangeStatus[] Open = [ChangeStatus.Investigating, ChangeStatus.Identified, ChangeStatus.Monitoring, ChangeStatus.Ongoing];

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var accountId = request.Caller.AccountId;
        var memberId = request.Caller.MemberId;
        var pages = await db.Pages.AsNoTracking().Where(p => p.AccountId == accountId).OrderBy(p => p.Name).ThenBy(p => p.PageId)
            .Select(p => new HomeRow(
                p.Name, p.Type, p.UrlName, p.CustomDomain,
                db.Components.Count(c => c.PageId == p.PageId && c.DeletedAt == null),
                db.Changes.Count(c => c.PageId == p.PageId && Open.Contains(c.Status))))
            .ToListAsync(request.Cancel);
        var hasKey = await db.AppKeys.AnyAsync(k => k.MemberId == memberId && !k.Disabled, request.Cancel);
        var options = request.Http.RequestServices.GetRequiredService<PharosOptions>();
        var address = options.PublicUrl?.TrimEnd('/') ?? $"https://{request.Http.Request.Host}";
        return request.Page<HomePage>(
            StatusCodes.Status200OK, (nameof(HomePage.Pages), pages), (nameof(HomePage.HasKey), hasKey), (nameof(HomePage.Address), address));
    }
}

/// <summary>A status page in the list.</summary>
/// <param name="OpenEvents">Incidents that are not resolved and maintenances under way.</param>
public sealed record HomeRow(string Name, PageType Type, string UrlName, string? CustomDomain, int Components, int OpenEvents);
