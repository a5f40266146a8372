using System.Net;
using Pharos.Tests.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Components;

[FullOnPostgres]
public sealed class ComponentsTests(SharedServer shared)
{
    [Fact]
    public async Task Several_are_added_at_once_a_name_on_each_line_into_a_section()
    {
        var (browser, member, pageId, path) = await Page();
        (await browser.Submit(path, $"/console/pages/{pageId}/sections", ("section_name", "Core"))).Sees(
            path + "?done=section-added"
        );
        var section = (await Info(member, pageId))["sections"]![0]!["section_id"]!.GetValue<string>();

        (await browser.Submit(path, path, ("names", " API \r\n\r\nWeb\r\n"), ("section_id", section))).Sees(
            path + "?done=added"
        );

        Assert.Equal(["Core: API, Web"], await Order(member, pageId));
        var list = await browser.Get(path);
        Assert.Matches(@"Core\s+API\s+Web", list.Text);
    }

    [Fact]
    public async Task A_taken_name_is_reported_with_its_line_and_nothing_is_added()
    {
        var (browser, member, pageId, path) = await Page("API");

        var refused = await browser.Submit(path, path, ("names", "Web\n\nAPI\nMail"), ("section_id", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Line 3: Name: this name is already used on this page", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Web\n\nAPI\nMail", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["API"], await Order(member, pageId));
        Assert.Contains(
            "Enter at least one name",
            (await browser.Submit(path, path, ("names", "  \n"))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Buttons_move_a_component_through_its_section_and_into_the_next_and_keep_the_focus()
    {
        var (browser, member, pageId, path) = await Page("A", "B", "C");
        await member.Post(
            "/status-page/section/upsert",
            new { page_id = pageId, sections = new[] { new { name = "S" } } }
        );
        var ids = (await Info(member, pageId))["components"]!
            .AsArray()
            .Select(c => c!["component_id"]!.GetValue<string>())
            .ToArray();

        var moved = await browser.Submit(path, path + "/move", ("move", "up:" + ids[2]));
        moved.Sees($"{path}?moved={ids[2]}");
        Assert.Equal(["A, C, B", "S: "], await Order(member, pageId));
        Assert.Matches($"value=\"up:{ids[2]}\"[^>]* autofocus", (await browser.Get(moved.Location!)).Html);
        Assert.Contains(
            "Moved C to position 2 of 3.",
            (await browser.Get(moved.Location!)).Text,
            StringComparison.Ordinal
        );
        (await browser.Submit(path, path + "/move", ("move", "down:" + ids[1]))).Sees(
            $"{path}?moved={ids[1]}&way=down"
        );
        Assert.Equal(["A, C", "S: B"], await Order(member, pageId));
        // There is nowhere to go from here.
        (await browser.Submit(path, path + "/move", ("move", "down:" + ids[1]))).Sees(
            $"{path}?moved={ids[1]}&way=down"
        );
        (await browser.Submit(path, path + "/move", ("move", "up:" + ids[1]))).Sees($"{path}?moved={ids[1]}");
        Assert.Equal(["A, C, B", "S: "], await Order(member, pageId));
    }

    [Fact]
    public async Task What_is_dragged_goes_before_another_one_or_to_the_end_of_a_section()
    {
        var (browser, member, pageId, path) = await Page("A", "B", "C");
        var sections = (
            await member.Post(
                "/status-page/section/upsert",
                new { page_id = pageId, sections = new[] { new { name = "S" }, new { name = "T" } } }
            )
        ).Data["section_ids"]!
            .AsArray()
            .Select(s => s!.GetValue<string>())
            .ToArray();
        var ids = (await Info(member, pageId))["components"]!
            .AsArray()
            .Select(c => c!["component_id"]!.GetValue<string>())
            .ToArray();

        (await browser.Submit(path, path + "/move", ("id", ids[2]), ("into", ""), ("before", ids[0]))).Sees(
            $"{path}?moved={ids[2]}"
        );
        (await browser.Submit(path, path + "/move", ("id", ids[0]), ("into", sections[1]), ("before", ""))).Sees(
            $"{path}?moved={ids[0]}"
        );
        Assert.Equal(["C, B", "S: ", "T: A"], await Order(member, pageId));
        (
            await browser.Submit(
                path,
                $"/console/pages/{pageId}/sections/move",
                ("id", sections[1]),
                ("before", sections[0])
            )
        ).Sees($"{path}?moved={sections[1]}");
        (await browser.Submit(path, $"/console/pages/{pageId}/sections/move", ("move", "up:" + sections[1]))).Sees(
            $"{path}?moved={sections[1]}"
        );
        Assert.Equal(["C, B", "T: A", "S: "], await Order(member, pageId));
        // What is not there moves nothing.
        await browser.Submit(path, path + "/move", ("id", "01JAAAAAAAAAAAAAAAAAAAAAAA"), ("into", sections[1]));
        await browser.Submit(path, path + "/move", ("id", ids[0]), ("into", "01JAAAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal(["C, B", "T: A", "S: "], await Order(member, pageId));
    }

    [Fact]
    public async Task A_component_is_changed_with_the_day_that_its_uptime_counts_from()
    {
        var (browser, member, pageId, path) = await Page("API");
        var component = path + "/" + (await Info(member, pageId))["components"]![0]!["component_id"];

        (
            await browser.Submit(
                component,
                component,
                ("name", "Public API"),
                ("description", "For *you*."),
                ("since", "2024-02-29"),
                ("hide_uptime", "true")
            )
        ).Sees(path + "?done=changed");

        var changed = (await Info(member, pageId))["components"]![0]!;
        Assert.Equal(
            ("Public API", "For *you*.", 1709164800L, true, false),
            (
                changed["name"]!.GetValue<string>(),
                changed["description"]!.GetValue<string>(),
                changed["available_since_seconds"]!.GetValue<long>(),
                changed["hide_uptime"]!.GetValue<bool>(),
                changed["hide_all"]!.GetValue<bool>()
            )
        );
        Assert.Contains("uptime hidden", (await browser.Get(path)).Text, StringComparison.Ordinal);
        var refused = await browser.Submit(component, component, ("name", ""), ("since", "yesterday"));
        Assert.Contains("Enter a date such as", refused.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Name must not be blank.",
            (await browser.Submit(component, component, ("name", ""), ("since", "2024-02-29"))).Text,
            StringComparison.Ordinal
        );
        // The day as it is keeps the second as it is.
        await member.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = pageId,
                components = new[]
                {
                    new
                    {
                        component_id = changed["component_id"]!.GetValue<string>(),
                        name = "Public API",
                        available_since_seconds = 1709164807,
                    },
                },
            }
        );
        (await browser.Submit(component, component, ("name", "Public API"), ("since", "2024-02-29"))).Sees(
            path + "?done=changed"
        );
        Assert.Equal(
            1709164807,
            (await Info(member, pageId))["components"]![0]!["available_since_seconds"]!.GetValue<long>()
        );
    }

    [Fact]
    public async Task The_second_of_two_who_change_a_component_or_a_section_sees_the_conflict()
    {
        var (browser, member, pageId, path) = await Page("API");
        var section = (
            await member.Post(
                "/status-page/section/upsert",
                new { page_id = pageId, sections = new[] { new { name = "Core" } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        var id = (await Info(member, pageId))["components"]![0]!["component_id"]!.GetValue<string>();
        var (ofComponent, ofSection) = (
            await browser.Get($"{path}/{id}"),
            await browser.Get($"/console/pages/{pageId}/sections/{section}")
        );
        await member.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = pageId,
                components = new[]
                {
                    new
                    {
                        component_id = id,
                        name = "Theirs",
                        section_id = section,
                        hide_all = true,
                    },
                },
            }
        );
        await member.Post(
            "/status-page/section/upsert",
            new
            {
                page_id = pageId,
                sections = new[]
                {
                    new
                    {
                        section_id = section,
                        name = "Their core",
                        hide_all = true,
                    },
                },
            }
        );

        var component = await browser.Submit(
            ofComponent,
            $"{path}/{id}",
            ("name", "Mine"),
            ("since", "2024-02-29"),
            ("section_id", "")
        );
        var told = await browser.Submit(ofSection, $"/console/pages/{pageId}/sections/{section}", ("name", "My core"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (component.Status, told.Status));
        Assert.Contains("<q>Theirs</q>", component.Html, StringComparison.Ordinal);
        Assert.Contains("<q>Their core</q>", component.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Mine\"", component.Html, StringComparison.Ordinal);
        Assert.Contains("<q>Their core</q>", told.Html, StringComparison.Ordinal);
        (await browser.Submit(told, $"/console/pages/{pageId}/sections/{section}", ("name", "My core"))).Sees(
            path + "?done=changed"
        );
        Assert.Equal("My core", (await Info(member, pageId))["sections"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deleting_says_what_ends_with_it_and_then_does_it()
    {
        var (browser, member, pageId, path) = await Page("API", "Web");
        var ids = (await Info(member, pageId))["components"]!
            .AsArray()
            .Select(c => c!["component_id"]!.GetValue<string>())
            .ToArray();
        await member.NewIncident(pageId, ids[0]);
        await new SubscriberPage(shared.Server, member, pageId, ids).ImportMail(
            ("a@example.com", [ids[0]]),
            ("b@example.com", ids),
            ("c@example.com", [])
        );

        var asked = await browser.Get($"{path}/{ids[0]}/delete");
        Assert.Contains(
            "follow this component: 2. Unsubscribed because they follow nothing else: 1.",
            asked.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("including active ones: 1.", asked.Text, StringComparison.Ordinal);
        (await browser.Submit(asked, $"{path}/{ids[0]}/delete")).Sees(path + "?done=deleted");

        Assert.Equal(["Web"], await Order(member, pageId));
        Assert.Equal(
            2,
            (await member.Get("/status-page/subscriber/list", ("page_id", pageId))).Data["total"]!.GetValue<int>()
        );
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{path}/{ids[0]}")).Status);
    }

    [Fact]
    public async Task A_section_that_is_deleted_leaves_its_components()
    {
        var (browser, member, pageId, path) = await Page("API");
        var section = (
            await member.Post(
                "/status-page/section/upsert",
                new { page_id = pageId, sections = new[] { new { name = "Core", hide_all = true } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        var id = (await Info(member, pageId))["components"]![0]!["component_id"]!.GetValue<string>();
        await member.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = pageId,
                components = new[]
                {
                    new
                    {
                        component_id = id,
                        name = "API",
                        section_id = section,
                    },
                },
            }
        );
        var delete = $"/console/pages/{pageId}/sections/{section}/delete";

        var asked = await browser.Get(delete);
        Assert.Contains("visitors can see these components", asked.Text, StringComparison.Ordinal);
        (await browser.Submit(asked, delete)).Sees(path + "?done=section-deleted");

        Assert.Equal(["API"], await Order(member, pageId));
    }

    private async Task<(ConsoleBrowser Browser, ApiClient Member, long PageId, string Path)> Page(
        params string[] components
    )
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var pageId = (
            await member.Post(
                "/status-page/create",
                new
                {
                    name = "Acme",
                    type = "public",
                    url_name = "acme-" + Guid.NewGuid().ToString("N"),
                    date_view = "list",
                    display_uptime_mode = "chart",
                }
            )
        ).Id("page_id");
        if (components.Length > 0)
            Assert.NotNull(
                (
                    await member.Post(
                        "/status-page/component/upsert",
                        new { page_id = pageId, components = components.Select(name => new { name }) }
                    )
                ).Data
            );
        return (browser, member, pageId, $"/console/pages/{pageId}/components");
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> Info(ApiClient member, long pageId) =>
        (await member.Get("/status-page/info", ("page_id", pageId))).Data;

    /// <summary>The components in their order, those in no section first: <c>A, B</c>, <c>Core: C</c>.</summary>
    private static async Task<IReadOnlyList<string>> Order(ApiClient member, long pageId)
    {
        var page = await Info(member, pageId);
        string Names(string? section) =>
            string.Join(
                ", ",
                page["components"]!
                    .AsArray()
                    .Where(c => c!["section_id"]?.GetValue<string>() == section)
                    .Select(c => c!["name"]!.GetValue<string>())
            );
        var free = Names(null);
        return
        [
            .. free.Length > 0 ? (string[])[free] : [],
            .. page["sections"]!.AsArray().Select(s => $"{s!["name"]}: {Names(s["section_id"]!.GetValue<string>())}"),
        ];
    }
}
