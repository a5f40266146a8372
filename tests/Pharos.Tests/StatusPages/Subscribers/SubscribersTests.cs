using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

[FullOnPostgres]
public sealed class SubscribersTests(SharedServer shared)
{
    [Fact]
    public async Task The_list_is_searched_and_filtered_and_says_what_each_follows()
    {
        var (browser, page, path) = await Page();
        await page.ImportMail(
            ("alice@example.com", []),
            ("bob@example.com", [page.Components[0]]),
            ("carol@example.net", [page.Components[1], page.Components[2]])
        );
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Subscribers.Where(s => s.PageId == page.PageId && s.Recipient == "bob@example.com")
                .ExecuteUpdateAsync(s =>
                    s.SetProperty(r => r.QuarantinedAt, 1700000000L)
                        .SetProperty(r => r.QuarantineReason, "550 no <such> user")
                );

        var all = await browser.Get(path);
        Assert.Matches(@"3 subscribers\s+·\s+1 paused", all.Text);
        Assert.Matches(@"alice@example.com\s+everything", all.Text);
        Assert.Matches(@"carol@example.net\s+Web, Mail", all.Text);
        Assert.Contains("550 no &lt;such&gt; user", all.Html, StringComparison.Ordinal);
        foreach (
            var (query, names) in ((string, string[])[])
                [
                    ("q=EXAMPLE.net", ["carol"]),
                    ("q=%25", []),
                    ("scope=all", ["alice"]),
                    ("scope=some", ["bob", "carol"]),
                    ("scope=events", []),
                    ("component=" + page.Components[0], ["alice", "bob"]),
                    ("state=stopped", ["bob"]),
                    ("q=example.com&scope=some", ["bob"]),
                    ("component=01JAAAAAAAAAAAAAAAAAAAAAAA", ["alice", "bob", "carol"]),
                ]
        )
        {
            var some = await browser.Get($"{path}?{query}");
            Assert.Equal(
                names,
                ((string[])["alice", "bob", "carol"]).Where(n => some.Text.Contains(n + "@", StringComparison.Ordinal))
            );
        }

        Assert.Contains(
            "No subscribers match your search",
            (await browser.Get(path + "?q=unknown")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains("value=\"&lt;b&gt;\"", (await browser.Get(path + "?q=%3Cb%3E")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_lists_come_in_pages_that_keep_the_search()
    {
        var (browser, page, path) = await Page();
        await page.ImportMail([
            .. Enumerable.Range(0, 120).Select(i => ($"s{i:000}@example.com", Array.Empty<string>())),
        ]);

        var first = await browser.Get(path + "?q=s");
        Assert.Contains("s049@", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s050@", first.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}?p=2&amp;q=s\"", first.Html, StringComparison.Ordinal);
        var last = await browser.Get(path + "?p=3&q=s");
        Assert.Contains("s119@", last.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", last.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(path + "?p=999999")).Status);
    }

    [Fact]
    public async Task One_is_added_and_one_who_is_there_is_not_replaced_unasked()
    {
        var (browser, page, path) = await Page();

        (
            await browser.Submit(
                path + "/new",
                path + "/new",
                ("recipient", " Dave@Example.com "),
                ("scope", "some"),
                ("component_ids", page.Components[1]),
                ("locale", "zh-CN")
            )
        ).Sees(path + "?done=added");
        Assert.Equal(["dave@example.com: Web"], await page.Told());
        Assert.Equal("zh-CN", (await page.Row("dave@example.com")).Locale);
        var there = await browser.Submit(
            path + "/new",
            path + "/new",
            ("recipient", "DAVE@example.com"),
            ("scope", "all"),
            ("locale", "en-US")
        );
        Assert.Contains("Already subscribed", there.Text, StringComparison.Ordinal);
        var wrong = await browser.Submit(
            path + "/new",
            path + "/new",
            ("recipient", "no-address"),
            ("scope", "some"),
            ("locale", "en-US")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Email is not a valid email address", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Choose at least one component", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(["dave@example.com: Web"], await page.Told());
    }

    [Fact]
    public async Task Removing_asks_first_and_ends_it_without_a_word()
    {
        var (browser, page, path) = await Page();
        await page.ImportMail(("alice@example.com", []), ("bob@example.com", []));
        var remove = $"{path}/{(await page.Row("bob@example.com")).SubscriberId}/remove";

        var asked = await browser.Get(remove);
        Assert.Contains("Remove bob@example.com", asked.Text, StringComparison.Ordinal);
        (await browser.Submit(asked, remove)).Sees(path + "?done=removed");

        Assert.Equal(["alice@example.com: *"], await page.Told());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(remove)).Status);
        (await browser.Submit(asked, remove)).Sees(path + "?done=removed"); // The same form, sent again: it is done.
    }

    [Fact]
    public async Task Removing_requires_the_permission_and_the_right_page()
    {
        var (_, page, _) = await Page();
        await page.ImportMail(("alice@example.com", []));
        var id = (await page.Row("alice@example.com")).SubscriberId;
        var responder = page.Api.Caller with { Permissions = Permissions.StatusPagesEventsManage };
        var (otherPage, _) = await page.Api.NewPage();
        var stranger = (await shared.NewAccount()).Caller;

        foreach (
            var (pageId, caller, code) in ((long, Caller, ErrorCode)[])
                [
                    (page.PageId, responder, ErrorCode.AccessDenied),
                    (otherPage, page.Api.Caller, ErrorCode.ResourceNotFound),
                    (page.PageId, stranger, ErrorCode.ResourceNotFound),
                ]
        )
        {
            await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
            var refused = await Assert.ThrowsAsync<ApiException>(() =>
                RemoveSubscriber.Info.Run(
                    new RemovedSubscriber(pageId, id),
                    shared.Server.Store.Operation(db, caller, CancellationToken.None)
                )
            );
            Assert.Equal(code, refused.Code);
        }

        Assert.Equal(["alice@example.com: *"], await page.Told());
    }

    [Fact]
    public async Task The_file_is_the_one_that_the_API_gives_narrowed_to_a_component_where_the_list_is()
    {
        var (browser, page, path) = await Page();
        await page.ImportMail(("alice@example.com", [page.Components[0]]), ("bob@example.com", [page.Components[1]]));

        var file = await browser.Submit(path, path + "/export");
        var narrowed = await browser.Submit(
            await browser.Get($"{path}?component={page.Components[1]}"),
            path + "/export"
        );

        Assert.Equal("text/csv", file.ContentType);
        Assert.Equal((await page.Export()).Text, file.Html);
        Assert.DoesNotContain("alice", narrowed.Html, StringComparison.Ordinal);
        Assert.Contains("bob", narrowed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_an_internal_page_members_are_listed_by_name_and_added_from_those_there_are()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(member.Caller.AccountId, BuiltInRoles.Viewer);
        var pageId = (
            await member.Post(
                "/status-page/create",
                new
                {
                    name = "Ops",
                    type = "internal",
                    url_name = "ops",
                    date_view = "list",
                    display_uptime_mode = "chart",
                }
            )
        ).Id("page_id");
        var path = $"/console/pages/{pageId}/subscribers";

        var form = await browser.Get(path + "/new");
        Assert.Contains(colleague.Email, form.Text, StringComparison.Ordinal);
        (
            await browser.Submit(
                form,
                path + "/new",
                ("recipient", colleague.Caller.MemberId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("scope", "all"),
                ("locale", "en-US")
            )
        ).Sees(path + "?done=added");

        Assert.Matches(
            $@"Alice\s*{colleague.Email}\s*everything",
            (await browser.Get(path + "?q=" + colleague.Email[..12])).Text
        );
        Assert.DoesNotContain(colleague.Email, (await browser.Get(path + "/new")).Text, StringComparison.Ordinal);
        var strange = await browser.Submit(
            path + "/new",
            path + "/new",
            (
                "recipient",
                (await shared.NewAccount()).Caller.MemberId.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ),
            ("scope", "all"),
            ("locale", "en-US")
        );
        Assert.Contains("Email: your organization has no such member", strange.Text, StringComparison.Ordinal);
    }

    private async Task<(ConsoleBrowser Browser, SubscriberPage Page, string Path)> Page()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, components) = await member.NewPage("API", "Web", "Mail");
        return (
            browser,
            new SubscriberPage(shared.Server, member, pageId, components),
            $"/console/pages/{pageId}/subscribers"
        );
    }
}
