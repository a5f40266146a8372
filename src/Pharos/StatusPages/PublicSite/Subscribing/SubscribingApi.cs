using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// The forms with which visitors subscribe by email. There are no cookies: the token in an email grants access to its
/// subscription. GET requests change nothing, because mail scanners follow links before people do.
/// </summary>
internal static class SubscribingApi
{
    public static void MapSubscribing(this IEndpointRouteBuilder site, PublicPageEndpoint visits)
    {
        site.Form("subscribe", visits, RequestSubscription.Show, RequestSubscription.Handle);
        site.Form(
            "subscribe/confirm/{token:maxlength(100)}",
            visits,
            ConfirmSubscription.Show,
            ConfirmSubscription.Handle
        );
        site.Form("subscription/{token:maxlength(100)}", visits, ManageSubscription.Show, ManageSubscription.Handle);
        site.Form("unsubscribe/{token:maxlength(100)}", visits, Unsubscribe.Show, Unsubscribe.Handle);
    }

    private static void Form(
        this IEndpointRouteBuilder site,
        string pattern,
        PublicPageEndpoint visits,
        Func<SubscribingRequest, Task> show,
        Func<SubscribingRequest, Task> handle
    )
    {
        site.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], context => Answer(context, visits, show));
        site.MapMethods(pattern, [HttpMethods.Post], context => Answer(context, visits, handle));
    }

    private static async Task Answer(
        HttpContext context,
        PublicPageEndpoint visits,
        Func<SubscribingRequest, Task> answer
    )
    {
        await using var db = await context
            .RequestServices.GetRequiredService<IDbContextFactory<PharosDb>>()
            .CreateDbContextAsync(context.RequestAborted);
        var named =
            visits.IsByOwnName(context) && context.Request.RouteValues["token"] is string token
                ? await PageOf(db, token, context.RequestAborted)
                : null;
        if (await visits.Fresh(context, named) is { } site)
            await answer(new SubscribingRequest(context, site, db));
        else if (!await visits.Moved(context))
            await SiteErrors.NotFound(context);
    }

    /// <summary>The page of a subscription. Its links keep working when the page is renamed.</summary>
    private static Task<FoundPage?> PageOf(PharosDb db, string token, CancellationToken cancel) =>
        db
            .Subscribers.Where(s => s.Token == token && s.Method == SubscriptionMethod.Email)
            .Join(db.Pages, s => s.PageId, p => p.PageId, (_, p) => new FoundPage(p.PageId, p.UrlName, null))
            .SingleOrDefaultAsync(cancel);
}
