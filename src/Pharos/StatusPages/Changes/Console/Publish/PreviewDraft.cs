using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Web;
using Pharos.Web.Design;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>
/// Shows the status page, or the email, as they will be once the draft is published:
/// <c>POST /console/publish/preview</c>. The change is written and rolled back, so that the preview follows every rule
/// of publishing.
/// </summary>
internal static class PreviewDraft
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var draft = await PublishChange.Draft(request, db);
        try
        {
            return request.Field("do") == "email" ? await Email(request, db, draft) : await Page(request, db, draft);
        }
        catch (ApiException error) when (PublishChange.Takes(draft, error, request))
        {
            db.ChangeTracker.Clear();
            return await ShowPublish.Page(request, db, draft);
        }
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, PublishDraft draft)
    {
        var services = request.Http.RequestServices;
        PageSnapshot snapshot;
        await using (var write = await request.Operation(db).BeginWrite())
        {
            await Publish(request, db, draft, write, notify: false);
            snapshot = (
                await services.GetRequiredService<SnapshotReader>().Take(db, draft.Page.PageId, request.Cancel)
            )!;
        }

        // Only a snapshot is taken within the transaction: rendering would hold up other writers.
        var views = services.GetRequiredService<SiteViews>();
        var site = views.SiteOf(
            snapshot,
            draft.Page.SiteAddress,
            "",
            new ReadingLanguage(draft.Page.Language, IsChosen: false)
        );
        var page = (await views.Page(site with { IsPreview = true }))!;
        return Html(request, Encoding.UTF8.GetString(page.Plain), page.Brand.PolicyUnframed);
    }

    private static async Task<IResult> Email(ConsoleRequest request, PharosDb db, PublishDraft draft)
    {
        var page = await db.Pages.AsNoTracking().SingleAsync(p => p.PageId == draft.Page.PageId, request.Cancel);
        ChangeNotice notice;
        await using (var write = await request.Operation(db).BeginWrite())
        {
            var changeId = await Publish(request, db, draft, write, notify: true);
            var content = await db
                .Notifications.Where(n => n.SubjectId == changeId)
                .Select(n => n.Content)
                .SingleAsync(request.Cancel);
            notice = new ChangeNotice(
                page,
                TimeZones.FindOrUtc(draft.Page.TimeZone),
                changeId,
                0,
                1,
                [NotificationContent.FromJson(content)]
            );
        }

        var html = await request
            .Http.RequestServices.GetRequiredService<ChangeEmail>()
            .Preview(notice, draft.Page.Language);
        // The styles of an email are in its elements. Its links lead nowhere yet.
        return Html(
            request,
            html,
            "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'none'; sandbox"
        );
    }

    private static IResult Html(ConsoleRequest request, string html, string policy)
    {
        PageHeaders.Set(request.Http.Response);
        request.Http.Response.Headers.ContentSecurityPolicy = policy;
        return TypedResults.Text(html, "text/html; charset=utf-8");
    }

    private static async Task<long> Publish(
        ConsoleRequest request,
        PharosDb db,
        PublishDraft draft,
        WriteTransaction write,
        bool notify
    )
    {
        var change = draft.ToRequest(request.Zone, request.Clock.Seconds());
        change.NotifySubscribers = notify;
        return (await CreateChange.Info.Run(change, request.Operation(db).Within(write))).ChangeId;
    }
}
