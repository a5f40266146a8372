using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.StatusPages.Pages;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

[FullOnPostgres]
public sealed class PageSettingsTests(SharedServer shared)
{
    private const string New = "/console/pages/new";

    [Fact]
    public async Task A_page_is_made_under_the_address_of_its_name_and_leads_to_its_components()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var name = "Päge " + Guid.NewGuid().ToString("N");

        var made = await browser.Submit(
            New,
            New,
            ("name", name),
            ("url_name", ""),
            ("type", "public"),
            ("date_view", "list"),
            ("display_uptime_mode", "chart")
        );

        var page = (await member.Get("/status-page/list")).Data["items"]![0]!;
        Assert.Equal(name, page["name"]!.GetValue<string>());
        Assert.Equal(
            name.ToLowerInvariant().Replace("ä", "a", StringComparison.Ordinal).Replace(' ', '-'),
            page["url_name"]!.GetValue<string>()
        );
        Assert.Equal("list", page["date_view"]!.GetValue<string>());
        made.Sees($"/console/pages/{page["page_id"]}/components?done=page-made");
        Assert.Contains("Add your first component", (await browser.Get(made.Location!)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("状态页", "zhuang-tai-ye")]
    [InlineData("Über Straße!", "uber-strasse")]
    [InlineData("！！", "status-page")]
    [InlineData(" ", "")]
    public async Task An_address_is_proposed_for_a_name_in_any_script(string name, string address)
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        Assert.Equal(address, (await browser.Get($"{New}/address?name={Uri.EscapeDataString(name)}")).Html);
    }

    [Fact]
    public async Task The_address_that_a_typed_one_became_is_shown()
    {
        var (browser, _) = await shared.Server.NewSignedIn();
        var unique = Guid.NewGuid().ToString("N");

        foreach (var (type, address) in ((string, string)[])[("public", "/s/"), ("internal", "/internal/")])
        {
            var made = await browser.Submit(
                New,
                New,
                ("name", "Straße"),
                ("url_name", "Große Straße " + unique),
                ("type", type),
                ("date_view", "list"),
                ("display_uptime_mode", "chart")
            );

            Assert.Contains(
                $"{address}grosse-strasse-{unique}",
                (await browser.Get(made.Location!)).Text,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Invalid_input_is_reported_next_to_the_field_and_kept()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var taken = (await member.Get("/status-page/info", ("page_id", pageId))).Data["url_name"]!.GetValue<string>();

        var refused = await browser.Submit(
            New,
            New,
            ("name", "Second <b>"),
            ("url_name", taken),
            ("type", "public"),
            ("date_view", "calendar"),
            ("display_uptime_mode", "none")
        );
        var blank = await browser.Submit(
            New,
            New,
            ("name", " "),
            ("url_name", ""),
            ("type", "internal"),
            ("date_view", "calendar"),
            ("display_uptime_mode", "none")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Address is already in use.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Second &lt;b&gt;\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("Name must not be blank.", blank.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"internal\" checked", blank.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task General_settings_are_saved_as_the_API_would()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = $"/console/pages/{pageId}/settings";
        var slug = "renamed-" + Guid.NewGuid().ToString("N");

        (
            await browser.Submit(
                path,
                path,
                ("name", "Renamed"),
                ("page_title", "All of it"),
                ("url_name", slug),
                ("date_view", "list"),
                ("display_uptime_mode", "none")
            )
        ).Sees(path + "?done=saved");

        var page = (await member.Get("/status-page/info", ("page_id", pageId))).Data;
        Assert.Equal(
            ("Renamed", "All of it", slug, "none"),
            (
                page["name"]!.GetValue<string>(),
                page["page_title"]!.GetValue<string>(),
                page["url_name"]!.GetValue<string>(),
                page["display_uptime_mode"]!.GetValue<string>()
            )
        );
        Assert.Contains("Saved.", (await browser.Get(path + "?done=saved")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_writers_sees_the_conflict_and_may_then_overwrite()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = $"/console/pages/{pageId}/settings";
        var form = await browser.Get(path);
        var slug = (await member.Get("/status-page/info", ("page_id", pageId))).Data["url_name"]!.GetValue<string>();
        Assert.NotNull(
            (
                await member.Post(
                    "/status-page/update",
                    new
                    {
                        page_id = pageId,
                        name = "Theirs",
                        date_view = "list",
                    }
                )
            ).Data
        );

        var told = await browser.Submit(
            form,
            path,
            ("name", "Mine"),
            ("page_title", ""),
            ("url_name", slug),
            ("date_view", "calendar"),
            ("display_uptime_mode", "chart")
        );

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("Someone else changed this", told.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Mine\"", told.Html, StringComparison.Ordinal);
        Assert.Contains("<q>Theirs</q>", told.Html, StringComparison.Ordinal);
        Assert.Contains("<q>List</q>", told.Html, StringComparison.Ordinal);
        Assert.Equal(
            "Theirs",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["name"]!.GetValue<string>()
        );
        (
            await browser.Submit(
                told,
                path,
                ("name", "Mine"),
                ("page_title", ""),
                ("url_name", slug),
                ("date_view", "calendar"),
                ("display_uptime_mode", "chart")
            )
        ).Sees(path + "?done=saved");
        Assert.Equal(
            "Mine",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["name"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task Subscribing_is_switched_off_and_a_mail_address_is_taken_as_people_write_it()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = $"/console/pages/{pageId}/settings/subscriptions";

        (await browser.Submit(path, path, ("contact_info", "help@example.com"))).Sees(path + "?done=saved");

        var page = (await member.Get("/status-page/info", ("page_id", pageId))).Data;
        Assert.False(page["subscription"]!["email"]!.GetValue<bool>());
        Assert.Equal("mailto:help@example.com", page["contact_info"]!.GetValue<string>());
        Assert.Contains("value=\"help@example.com\"", (await browser.Get(path)).Html, StringComparison.Ordinal);
        var refused = await browser.Submit(path, path, ("offered", "true"), ("contact_info", "ftp://example.com"));
        Assert.Contains("Contact must be a full URL", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_internal_page_offers_messages_to_members_and_no_domain()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
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
        var path = $"/console/pages/{pageId}/settings";

        Assert.Contains(
            "Internal pages can't have a custom domain",
            (await browser.Get(path + "/domain")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Members can follow this page",
            (await browser.Get(path + "/subscriptions")).Text,
            StringComparison.Ordinal
        );
        (await browser.Submit(path + "/subscriptions", path + "/subscriptions", ("contact_info", ""))).Sees(
            path + "/subscriptions?done=saved"
        );
        Assert.False(
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["subscription"]!["im"]!.GetValue<bool>()
        );
    }

    [Fact]
    public async Task A_page_is_deleted_only_by_who_types_its_name()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, components) = await member.NewPage("API", "Web");
        await member.NewIncident(pageId, components[0]);
        var path = $"/console/pages/{pageId}/settings/delete";

        var asked = await browser.Get(path);
        var refused = await browser.Submit(path, path, ("name", "acme"));

        Assert.Matches(@"Components\s*2\s*Events\s*1\s*Subscribers\s*0", asked.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("The name doesn't match", refused.Text, StringComparison.Ordinal);
        Assert.NotNull((await member.Get("/status-page/info", ("page_id", pageId))).Data);
        (await browser.Submit(path, path, ("name", " Acme "))).Sees("/console?done=page-deleted");
        (await member.Get("/status-page/info", ("page_id", pageId))).IsError("ResourceNotFound");
    }

    [Fact]
    public async Task Who_may_not_manage_pages_sees_no_such_screen_and_cannot_do_it_by_hand()
    {
        var owner = await shared.NewAccount();
        var (pageId, components) = await owner.NewPage("API");
        var viewer = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Responder, ConsoleMember.Hash);
        var browser = new ConsoleBrowser(shared.Server.Http);
        (await browser.SignIn(viewer.Email, ConsoleMember.Password)).Sees("/console");
        var page = $"/console/pages/{pageId}";
        var list = await browser.Get(page + "/subscribers");
        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(page + "/templates")).Status);
        foreach (var gone in (string[])["/settings", "/components", "/import", "/new"])
            Assert.DoesNotContain($"href=\"{page}{gone}", list.Html, StringComparison.Ordinal);
        foreach (
            var path in (string[])
                [
                    New,
                    page + "/settings",
                    page + "/settings/branding",
                    page + "/settings/domain",
                    page + "/settings/subscriptions",
                    page + "/settings/delete",
                    page + "/components",
                    $"{page}/components/{components[0]}",
                    $"{page}/components/{components[0]}/delete",
                    page + "/subscribers/new",
                    page + "/subscribers/import",
                    page + "/templates/message/new",
                ]
        )
        {
            Assert.True((await browser.Get(path)).Status == HttpStatusCode.Forbidden, path);
            if (path != page + "/components/" + components[0])
                Assert.True(
                    (await browser.Post(path, list.Token(), ("name", "Acme"))).Status == HttpStatusCode.Forbidden,
                    path
                );
        }

        foreach (
            var path in (string[])
                ["/components/move", "/sections", "/sections/move", "/subscribers/export", "/templates/preference"]
        )
            Assert.True((await browser.Post(page + path, list.Token())).Status == HttpStatusCode.Forbidden, path);
    }

    [Fact]
    public async Task Another_accounts_page_is_not_found_on_any_of_these_screens()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (theirs, components) = await (await shared.NewAccount()).NewPage("API");
        var (mine, _) = await member.NewPage("API");
        var token = (await browser.Get("/console")).Token();
        foreach (
            var path in (string[])
                [
                    "/settings",
                    "/settings/branding",
                    "/settings/delete",
                    "/components",
                    "/components/" + components[0],
                    "/templates",
                    "/subscribers",
                    "/subscribers/import",
                ]
        )
            Assert.True((await browser.Get($"/console/pages/{theirs}{path}")).Status == HttpStatusCode.NotFound, path);
        foreach (
            var path in (string[])
                [
                    "/settings",
                    "/settings/delete",
                    "/components",
                    "/components/move",
                    "/components/" + components[0],
                    "/sections",
                    "/subscribers/export",
                    "/templates/preference",
                ]
        )
            Assert.True(
                (await browser.Post($"/console/pages/{theirs}{path}", token, ("name", "Acme"), ("names", "x"))).Status
                    == HttpStatusCode.NotFound,
                path
            );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.Get($"/console/pages/{mine}/components/{components[0]}")).Status
        );
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(PageType.Public, (await db.Pages.SingleAsync(p => p.PageId == theirs)).Type);
    }
}
