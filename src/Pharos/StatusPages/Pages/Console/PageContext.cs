using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Envelope;
using Pharos.InternalSite;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.Pages;

/// <summary>The status page that a screen of the console is about.</summary>
public sealed record ShownPage(long PageId, string Name, PageType Type, string UrlName, string? CustomDomain, string TimeZone)
{
    /// <summary>Where readers see it, on this server.</summary>
    public string SiteAddress => (Type == PageType.Public ? "/s/" : InternalSiteApi.Path + "/") + UrlName;

    /// <summary>Its screens begin with this.</summary>
    public string Path => PathOf(PageId);

    public static string PathOf(long pageId) => "/console/pages/" + pageId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The page that the address names with <c>{pageId}</c>.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/>, also where it is another account's.</exception>
    public static async Task<ShownPage> Find(ConsoleRequest request, StatusDb db)
    {
        var pageId = Check.IdText((string)request.Http.Request.RouteValues["pageId"]!, "page_id");
        return await Find(pageId, request, db) ?? throw Problem.NotFound("page_id");
    }

    /// <summary>Null where the account has no such page.</summary>
    public static Task<ShownPage?> Find(long pageId, ConsoleRequest request, StatusDb db) =>
        db.Pages.AsNoTracking().Where(p => p.PageId == pageId && p.AccountId == request.Caller.AccountId)
            .Join(db.Accounts, p => p.AccountId, a => a.AccountId, (p, a) => new ShownPage(p.PageId, p.Name, p.Type, p.UrlName, p.CustomDomain, a.TimeZone))
            .SingleOrDefaultAsync(request.Cancel);
}
