using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Storage.Rows;
using Pharos.Tests.Delivery.Channels;
using Pharos.Tests.Support;

namespace Pharos.Tests.Console;

public sealed class FollowTests(ImServer im) : IClassFixture<ImServer>
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

        (await browser.Submit(Path, Follow, ("scope", "some"), ("component_ids", components[1]), ("do", "follow"))).Sees(Path + "?done=followed");
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

        Assert.Contains("Add a webhook first", (await browser.Get(hookless.Location!)).Text, StringComparison.Ordinal);
        Assert.Contains("Choose at least one", (await browser.Get(empty.Location!)).Text, StringComparison.Ordinal);
        Assert.Null(await Row(pageId, member));
    }

    [Fact]
    public async Task Other_accounts_pages_and_hooks_and_pages_without_messages_cannot_be_followed()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var (pageId, components) = await InternalPage(member);
        var (other, stranger) = await im.Server.NewSignedIn();
        await other.Submit(Path, Path, ("platform", "Slack"), ("name", "Theirs"), ("url", im.Sink.Url + "/theirs"));
        var token = (await other.Get(Path)).Hidden("/console/sign-out").Single();
        var page = pageId.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(HttpStatusCode.NotFound, (await other.Post(Follow, token, ("page_id", page), ("do", "follow"))).Status);
        var (own, _) = await InternalPage(stranger);
        var mine = own.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post(Follow, token, ("page_id", mine), ("scope", "some"), ("component_ids", components[0]), ("do", "follow"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post(Follow, token, ("page_id", mine), ("hook_ids", "01JAAAAAAAAAAAAAAAAAAAAAAA"), ("do", "follow"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.Post(Follow, ("page_id", mine), ("do", "follow"))).Status);
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db.Pages.Where(p => p.PageId == own).ExecuteUpdateAsync(p => p.SetProperty(r => r.ImSubscription, false));
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post(Follow, token, ("page_id", mine), ("do", "follow"))).Status);
        Assert.False(await db.Subscribers.AnyAsync(s => s.MemberId == stranger.Caller.MemberId));
    }

    private async Task<(long PageId, string[] Components)> InternalPage(ApiClient member)
    {
        var (pageId, components) = await member.NewPage("API", "Web");
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE pages SET type = 'internal', im_subscription = {true} WHERE page_id = {pageId}");
        return (pageId, components);
    }

    private async Task<SubscriberRow?> Row(long pageId, ApiClient member)
    {
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        return await db.Subscribers.AsNoTracking().Include(s => s.Components).SingleOrDefaultAsync(s => s.PageId == pageId && s.MemberId == member.Caller.MemberId);
    }
}
