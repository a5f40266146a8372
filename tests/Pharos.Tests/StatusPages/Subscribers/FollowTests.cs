using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Notifications;
using Pharos.Tests.Notifications.Transports;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

public sealed class FollowTests(WebhookServer im) : IClassFixture<WebhookServer>
{
    private const string Path = "/console/account/im-hooks";
    private const string Follow = Path + "/follow";

    [Fact]
    public async Task A_member_follows_an_internal_page_narrows_it_and_ends_it()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, components) = await InternalPage(member);
        await browser.Submit(Path, Path, ("platform", "Slack"), ("name", "One"), ("url", im.Sink.Url + "/one"));

        (await browser.Submit(Path, Follow, ("scope", "all"), ("do", "follow"))).Sees(Path + "?done=followed");
        Assert.True((await Row(pageId, member))!.All);
        Assert.Contains("You follow this page", (await browser.Get(Path)).Text, StringComparison.Ordinal);

        (
            await browser.Submit(Path, Follow, ("scope", "some"), ("component_ids", components[1]), ("do", "follow"))
        ).Sees(Path + "?done=followed");
        var narrowed = (await Row(pageId, member))!;
        Assert.False(narrowed.All);
        Assert.Equal(components[1], Assert.Single(narrowed.Components).ComponentId);

        (await browser.Submit(Path, Follow, ("do", "unfollow"))).Sees(Path + "?done=unfollowed");
        Assert.Null(await Row(pageId, member));
    }

    [Fact]
    public async Task Following_needs_a_hook_and_something_to_follow()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, _) = await InternalPage(member);

        var hookless = await browser.Submit(Path, Follow, ("scope", "all"), ("do", "follow"));
        var empty = await browser.Submit(Path, Follow, ("scope", "some"), ("do", "follow"));

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity),
            (hookless.Status, empty.Status)
        );
        Assert.Contains("Add a webhook first", hookless.Text, StringComparison.Ordinal);
        Assert.Contains("Select at least one", empty.Text, StringComparison.Ordinal);
        Assert.Null(await Row(pageId, member));
    }

    [Fact]
    public async Task Other_accounts_pages_and_hooks_and_pages_without_messages_cannot_be_followed()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, components) = await InternalPage(member);
        var (other, stranger) = await im.Server.NewSignedIn();
        await other.Submit(Path, Path, ("platform", "Slack"), ("name", "Theirs"), ("url", im.Sink.Url + "/theirs"));
        var token = (await other.Get(Path)).Token();
        var page = pageId.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await other.Post(Follow, token, ("page_id", page), ("do", "follow"))).Status
        );
        var (own, _) = await InternalPage(stranger);
        var mine = own.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await other.Post(
                    Follow,
                    token,
                    ("page_id", mine),
                    ("scope", "some"),
                    ("component_ids", components[0]),
                    ("do", "follow")
                )
            ).Status
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await other.Post(
                    Follow,
                    token,
                    ("page_id", mine),
                    ("hook_ids", "01JAAAAAAAAAAAAAAAAAAAAAAA"),
                    ("do", "follow")
                )
            ).Status
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await other.Post(Follow, ("page_id", mine), ("do", "follow"))).Status);
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db.Pages.Where(p => p.PageId == own).ExecuteUpdateAsync(p => p.SetProperty(r => r.ImSubscription, false));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await other.Post(Follow, token, ("page_id", mine), ("do", "follow"))).Status
        );
        Assert.False(await db.Subscribers.AnyAsync(s => s.MemberId == stranger.Caller.MemberId));
    }

    [Fact]
    public async Task An_invalid_choice_is_kept_with_the_error_next_to_it()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, components) = await InternalPage(member);

        var refused = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(
            (
                await browser.Submit(
                    Path,
                    Follow,
                    ("scope", "some"),
                    ("component_ids", components[1]),
                    ("do", "follow")
                )
            ).Html
        );

        var form = refused.QuerySelector($"#page-{pageId}")!;
        Assert.Equal(
            ["some", components[1]],
            form.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value"))
        );
        Assert.Contains(
            "Add a webhook first",
            form.QuerySelector(
                "#" + form.QuerySelector("button[value=follow]")!.GetAttribute("aria-describedby")
            )!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_member_follows_a_single_event_from_its_page_in_addition_to_others_and_ends_that()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, components) = await InternalPage(member);
        var page = new ChangePage(member, pageId, components);
        var (one, two) = (await page.PublishTold(new { title = "Disk <full>" }), await page.PublishTold());
        await using (var db = await im.Server.Store.Databases.CreateDbContextAsync())
            await im.Until(() => db.Notifications.AllAsync(n => n.QueueId != pageId || n.ExpandedAt != null));
        var slug = (await member.Get("/status-page/info", ("page_id", pageId))).Data["url_name"]!.GetValue<string>();
        var path = "/" + Guid.NewGuid().ToString("N");
        var form = $"{Path}/events/{one}";
        Assert.Contains(
            $"href=\"{form}\"",
            (await browser.Get($"/internal/{slug}/events/{one}")).Html,
            StringComparison.Ordinal
        );

        var hookless = await browser.Submit(form, form, ("do", "follow"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hookless.Status);
        Assert.Contains("Add a webhook first", hookless.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<full>", hookless.Html, StringComparison.Ordinal);
        await browser.Submit(Path, Path, ("platform", "Slack"), ("name", "One"), ("url", im.Sink.Url + path));
        for (var i = 0; i < 2; i++)
            (await browser.Submit(form, form, ("do", "follow"))).Sees(form + "?done=followed");
        Assert.Contains("You follow this event", (await browser.Get(form)).Text, StringComparison.Ordinal);
        await page.Update(two, "identified");
        await page.Update(one, "identified");
        await im.Until(() => Task.FromResult(im.Sink.At(path).Count > 0));
        Assert.Equal(
            "Identified · Disk &lt;full&gt;",
            Assert.Single(im.Sink.At(path)).Json["text"]!.GetValue<string>()
        );

        (
            await browser.Submit(
                Path,
                Follow,
                ("scope", "some"),
                ("change_ids", one.ToString(CultureInfo.InvariantCulture)),
                ("component_ids", components[1]),
                ("do", "follow")
            )
        ).Sees(Path + "?done=followed");
        Assert.Equal(
            (one, components[1]),
            (
                Assert.Single((await Row(pageId, member))!.Changes).ChangeId,
                Assert.Single((await Row(pageId, member))!.Components).ComponentId
            )
        );
        (await browser.Submit(form, form, ("do", "unfollow"))).Sees(form + "?done=unfollowed");
        Assert.Equal(
            (0, 1),
            ((await Row(pageId, member))!.Changes.Count, (await Row(pageId, member))!.Components.Count)
        );
        (await browser.Submit(form, form, ("do", "follow"))).Sees(form + "?done=followed");
        (
            await browser.Submit(
                Path,
                Follow,
                ("scope", "some"),
                ("change_ids", one.ToString(CultureInfo.InvariantCulture)),
                ("do", "follow")
            )
        ).Sees(Path + "?done=followed");
        (await browser.Submit(form, form, ("do", "unfollow"))).Sees(form + "?done=unfollowed");
        Assert.Null(await Row(pageId, member));
    }

    [Fact]
    public async Task Events_of_other_accounts_of_public_pages_and_of_pages_without_messages_cannot_be_followed()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, components) = await InternalPage(member);
        var own = await new ChangePage(member, pageId, components).PublishTold();
        var (strange, strangersPage) = (await im.Server.NewAccount(), 0L);
        (strangersPage, var theirs) = await InternalPage(strange);
        var open = await ChangePage.Create(member);
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db
            .Pages.Where(p => p.PageId == pageId)
            .ExecuteUpdateAsync(p => p.SetProperty(r => r.ImSubscription, false));
        var token = (await browser.Get(Path)).Token();

        foreach (
            var id in (long[])
                [own, await new ChangePage(strange, strangersPage, theirs).PublishTold(), await open.PublishTold(), 1]
        )
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{Path}/events/{id}")).Status);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await browser.Post($"{Path}/events/{id}", token, ("do", "follow"))).Status
            );
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Get(Path + "/events/x")).Status);
        Assert.False(await db.Subscribers.AnyAsync(s => s.MemberId == member.Caller.MemberId));
    }

    [Fact]
    public async Task A_follower_of_a_section_gets_events_of_a_component_that_joins_it_later()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, _) = await InternalPage(member);
        var section = (
            await member.Post(
                "/status-page/section/upsert",
                new { page_id = pageId, sections = new[] { new { name = "Core" } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        var path = "/" + Guid.NewGuid().ToString("N");
        await browser.Submit(Path, Path, ("platform", "Slack"), ("name", "One"), ("url", im.Sink.Url + path));
        (await browser.Submit(Path, Follow, ("scope", "some"), ("section_ids", section), ("do", "follow"))).Sees(
            Path + "?done=followed"
        );

        var late = (
            await member.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = pageId,
                    components = new[]
                    {
                        new { name = "Latecomer", section_id = section },
                        new { name = "Elsewhere", section_id = (string?)null! },
                    },
                }
            )
        ).Data["component_ids"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .ToArray();
        var page = new ChangePage(member, pageId, late);
        await page.PublishTold(
            new
            {
                title = "Not theirs",
                updates = new[] { new { status = "investigating", component_changes = page.Says((1, "degraded")) } },
            }
        );
        await page.PublishTold(new { title = "Theirs" });
        await im.Until(() => Task.FromResult(im.Sink.At(path).Count > 0));

        Assert.Equal("Investigating · Theirs", Assert.Single(im.Sink.At(path)).Json["text"]!.GetValue<string>());
    }

    private async Task<(long PageId, string[] Components)> InternalPage(ApiClient member)
    {
        var (pageId, components) = await member.NewPage("API", "Web");
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync(
            $"UPDATE pages SET type = 'internal', im_subscription = {true} WHERE page_id = {pageId}"
        );
        return (pageId, components);
    }

    private async Task<SubscriberRow?> Row(long pageId, ApiClient member)
    {
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        return await db
            .Subscribers.AsNoTracking()
            .Include(s => s.Components)
            .Include(s => s.Changes)
            .SingleOrDefaultAsync(s => s.PageId == pageId && s.MemberId == member.Caller.MemberId);
    }
}
