using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.InternalSite;
using Pharos.Web;

namespace Pharos.StatusPages.Pages.Console;

/// <summary>The status page that a console screen shows.</summary>
public sealed record PageContext(
    long PageId,
    string Name,
    PageType Type,
    string UrlName,
    string? CustomDomain,
    string TimeZone,
    string Locale
)
{
    /// <summary>Its address on this server.</summary>
    public string SiteAddress => (Type == PageType.Public ? "/s/" : InternalSiteApi.Path + "/") + UrlName;

    /// <summary>The address that tells it from another page of the same name.</summary>
    public string ShownAddress => CustomDomain ?? SiteAddress;

    /// <summary>The language of the texts that are proposed for it: visitors read them, not the member.</summary>
    public Language Language => Language.FromLocale(Locale);

    /// <summary>The path prefix of its screens.</summary>
    public string Path => PathOf(PageId);

    public static string PathOf(long pageId) => "/console/pages/" + pageId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the page named by <c>{pageId}</c> in the URL.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, also for another account's page.
    /// </exception>
    public static async Task<PageContext> Find(ConsoleRequest request, PharosDb db) =>
        await Find(Id(request), request, db) ?? throw Errors.NotFound("page_id");

    internal static long Id(ConsoleRequest request) =>
        Validate.IdText((string)request.Http.Request.RouteValues["pageId"]!, "page_id");

    /// <summary>Locks the page that the address names, for a form that edits something of it.</summary>
    internal static Task Lock(WriteTransaction write, ConsoleRequest request) =>
        write.LockPage(request.Caller.AccountId, Id(request), request.Cancel);

    /// <summary>Null if the account has no such page.</summary>
    public static Task<PageContext?> Find(long pageId, ConsoleRequest request, PharosDb db) =>
        db
            .Pages.AsNoTracking()
            .Where(p => p.PageId == pageId && p.AccountId == request.Caller.AccountId)
            .Join(
                db.Accounts,
                p => p.AccountId,
                a => a.AccountId,
                (p, a) => new PageContext(p.PageId, p.Name, p.Type, p.UrlName, p.CustomDomain, a.TimeZone, a.Locale)
            )
            .SingleOrDefaultAsync(request.Cancel);
}
