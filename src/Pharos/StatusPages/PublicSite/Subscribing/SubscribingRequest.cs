using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.StatusPages.Subscribers;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>A visitor's request to one of a page's forms. Its responses are specific to this visitor.</summary>
internal sealed class SubscribingRequest(HttpContext http, Site site, PharosDb db)
{
    public HttpContext Http => http;
    public Site Site => site;
    public PharosDb Db => db;
    public CancellationToken Cancel => http.RequestAborted;
    public PageRow Page => site.Page.Page;
    public Localizer T => site.T;
    public TimeProvider Clock { get; } = http.RequestServices.GetRequiredService<TimeProvider>();
    public DeliveryOptions Options { get; } = http.RequestServices.GetRequiredService<DeliveryOptions>();

    /// <summary>Call only on routes with a token.</summary>
    public string Token => (string)http.Request.RouteValues["token"]!;

    public Task<WriteTransaction> BeginWrite() =>
        http.RequestServices.GetRequiredService<WriteTransactions>().Begin(db, Cancel);

    /// <summary>The subscription with this token; null if this page has no such subscription.</summary>
    public Task<SubscriberRow?> Subscriber() =>
        db
            .Subscribers.AsNoTracking()
            .Include(s => s.Components)
            .Include(s => s.Sections)
            .Include(s => s.Changes)
            .AsSplitQuery()
            .SingleOrDefaultAsync(
                s => s.Token == Token && s.PageId == Page.PageId && s.Method == SubscriptionMethod.Email,
                Cancel
            );

    /// <summary>Whether this page has a subscription with this token.</summary>
    public Task<bool> HasSubscriber() =>
        db.Subscribers.AnyAsync(
            s => s.Token == Token && s.PageId == Page.PageId && s.Method == SubscriptionMethod.Email,
            Cancel
        );

    /// <summary>Changes of the page by ID, as visitors may see them. Missing ones are left out.</summary>
    public async Task<IReadOnlyList<VisibleChange>> Changes(IReadOnlyList<long> changeIds)
    {
        if (changeIds.Count == 0)
            return [];
        // Within a write transaction, all reads see the same state anyway.
        await using var read = db.Database.CurrentTransaction is null ? await db.BeginRead(Cancel) : null;
        return await SnapshotReader.Changes(db, Page.PageId, changeIds, Cancel);
    }

    public Task NotFound() => SiteErrors.NotFound(http);

    /// <summary>Responds with an HTML page.</summary>
    public async Task Answer<TView>(int status, params (string Name, object? Value)[] parameters)
        where TView : SiteView
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(SiteView.Site)] = site };
        foreach (var (name, value) in parameters)
            all[name] = value;
        var body = Encoding.UTF8.GetBytes(
            await http.RequestServices.GetRequiredService<SiteRenderer>().Render<TView>(all)
        );
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentLanguage = T.Language.Tag;
        Guard(response);
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, Cancel);
    }

    /// <summary>Redirects the browser to another page of this site.</summary>
    public Task See(string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.ContentLength = 0;
        http.Response.Headers.Location = address;
        Guard(http.Response);
        return Task.CompletedTask;
    }

    /// <summary>
    /// The address may contain a secret, so the response is not framed, indexed or sent as a referrer.
    /// </summary>
    private void Guard(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = BrandStyle.Of(Page).PolicyUnframed;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
    }
}
