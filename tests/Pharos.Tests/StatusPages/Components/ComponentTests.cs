using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Components;

public sealed class ComponentTests(FrozenServer frozen)
{
    [Fact]
    public async Task IDs_come_back_in_the_order_of_the_request_whether_made_or_changed()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");

        var ids = await Upsert(
            page,
            new { name = "New" },
            new { component_id = page.Components[1], name = "Site" },
            new { name = "Newer" },
            new { component_id = page.Components[0], name = "API" }
        );

        Assert.Equal(page.Components[1], ids[1]);
        Assert.Equal(page.Components[0], ids[3]);
        Assert.Equal(["API", "Site", "New", "Newer"], (await Components(page)).Select(c => c.Text("name")));
    }

    [Fact]
    public async Task A_new_component_takes_the_defaults_and_a_changed_one_keeps_what_is_left_out()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API");
        var plain = (await Components(page))[0];
        Assert.Equal(
            $$"""{"component_id":"{{page.Components[0]}}","name":"API","order_id":1,"available_since_seconds":"""
                + $$"""{{FrozenServer.Now}},"hide_uptime":false,"hide_all":false}""",
            plain.ToJsonString()
        );

        await Upsert(
            page,
            new
            {
                component_id = page.Components[0],
                name = "API",
                description = "It.",
                order_id = -5,
                available_since_seconds = 1700000000,
                hide_uptime = true,
                hide_all = true,
            }
        );
        await Upsert(page, new { component_id = page.Components[0], name = " The API " });
        var changed = (await Components(page))[0];

        Assert.Equal(
            ("The API", "It.", -5, 1700000000),
            (
                changed.Text("name"),
                changed.Text("description"),
                changed.Number("order_id"),
                changed.Number("available_since_seconds")
            )
        );
        Assert.True(changed["hide_uptime"]!.GetValue<bool>() && changed["hide_all"]!.GetValue<bool>());

        await Upsert(
            page,
            new
            {
                component_id = page.Components[0],
                name = "The API",
                description = "",
            }
        );
        Assert.False((await Components(page))[0].ContainsKey("description"));
    }

    [Fact]
    public async Task A_component_goes_into_a_section_of_its_page_and_out_again()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API");
        var elsewhere = await ChangePage.Create(page.Api);
        var (own, foreign) = (await Section(page), await Section(elsewhere));

        (
            await Try(
                page,
                new
                {
                    component_id = page.Components[0],
                    name = "API",
                    section_id = foreign,
                }
            )
        ).IsError("InvalidParameter", "components[0].section_id");
        await Upsert(
            page,
            new
            {
                component_id = page.Components[0],
                name = "API",
                section_id = own,
            }
        );
        Assert.Equal(own, (await Components(page))[0].Text("section_id"));
        await Upsert(
            page,
            new
            {
                component_id = page.Components[0],
                name = "API",
                section_id = "",
            }
        );
        Assert.False((await Components(page))[0].ContainsKey("section_id"));
    }

    [Fact]
    public async Task Names_are_unique_within_the_page()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");
        var elsewhere = await ChangePage.Create(page.Api, "Other");

        (await Try(page, new { name = "Fresh" }, new { name = " API" })).IsError(
            "InvalidParameter",
            "components[1].name"
        );
        (await Try(page, new { name = "Twice" }, new { name = "Twice" })).IsError(
            "InvalidParameter",
            "components[1].name"
        );
        (await Try(page, new { component_id = page.Components[0], name = "Web" })).IsError(
            "InvalidParameter",
            "components[0].name"
        );
        Assert.Equal(["API", "Web"], (await Components(page)).Select(c => c.Text("name")));
        Assert.NotEmpty(await Upsert(elsewhere, new { name = "API" }));
    }

    [Fact]
    public async Task Two_components_may_swap_their_names_in_one_request()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");

        await Upsert(
            page,
            new { component_id = page.Components[0], name = "Web" },
            new { component_id = page.Components[1], name = "API" }
        );

        Assert.Equal(["Web", "API"], (await Components(page)).Select(c => c.Text("name")));
    }

    [Fact]
    public async Task An_upsert_is_all_or_nothing()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API");
        var before = (await Components(page)).Select(c => c.ToJsonString()).ToList();

        (
            await Try(page, new { name = "New" }, new { component_id = "01KC3GAZ6ZJE40H55GM31RPWZE", name = "Gone" })
        ).IsError("ResourceNotFound", "components[1].component_id");
        (await Try(page, new { component_id = page.Components[0], name = "Renamed" }, new { name = " " })).IsError(
            "InvalidParameter",
            "components[1].name"
        );
        (
            await Try(
                page,
                new { component_id = page.Components[0], name = "A" },
                new { component_id = page.Components[0], name = "B" }
            )
        ).IsError("InvalidParameter", "components[1].component_id");
        (await Try(page)).IsError("InvalidParameter", "components");
        (await Try(page, [.. Enumerable.Range(0, 1001).Select(i => new { name = $"C{i}" })])).IsError(
            "InvalidParameter",
            "components"
        );

        Assert.Equal(before, (await Components(page)).Select(c => c.ToJsonString()));
    }

    [Fact]
    public async Task A_thousand_components_are_made_at_once()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "First");

        var ids = await Upsert(page, [.. Enumerable.Range(0, 1000).Select(i => new { name = $"C{i}" })]);

        var components = await Components(page);
        Assert.Equal(1001, components.Count);
        Assert.Equal(ids, components.Skip(1).Select(c => c.Text("component_id")));
    }

    [Fact]
    public async Task Components_are_listed_by_their_order()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "B", "C");

        await Upsert(
            page,
            new { name = "D" },
            new { name = "A", order_id = -1 },
            new { name = "E", order_id = 100 },
            new { name = "F" }
        );

        Assert.Equal(["A", "B", "C", "D"], (await Components(page)).Take(4).Select(c => c.Text("name")));
    }

    internal static async Task<string> Section(ChangePage page, string name = "Core") =>
        (
            await page.Api.Post(
                "/status-page/section/upsert",
                new { page_id = page.PageId, sections = new[] { new { name } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();

    private static Task<ApiAnswer> Try(ChangePage page, params object[] components) =>
        page.Api.Post("/status-page/component/upsert", new { page_id = page.PageId, components });

    private static async Task<IReadOnlyList<string>> Upsert(ChangePage page, params object[] components) =>
        [.. (await Try(page, components)).Data["component_ids"]!.AsArray().Select(id => id!.GetValue<string>())];

    private static async Task<IReadOnlyList<JsonObject>> Components(ChangePage page) =>
        [
            .. (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data["components"]!
                .AsArray()
                .Select(c => c!.AsObject()),
        ];
}
