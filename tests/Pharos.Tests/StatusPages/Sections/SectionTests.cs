using System.Text.Json.Nodes;
using Pharos.Tests.StatusPages.Components;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Sections;

public sealed class SectionTests(FrozenServer frozen)
{
    [Fact]
    public async Task Sections_are_made_and_changed_in_one_request()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var core = await ComponentTests.Section(page, "Core");

        var ids = await Upsert(
            page,
            new { name = "Edge", order_id = -1 },
            new
            {
                section_id = core,
                name = " Heart ",
                description = "It.",
                hide_all = true,
            }
        );

        Assert.Equal(core, ids[1]);
        var sections = await Sections(page);
        Assert.Equal(["Edge", "Heart"], sections.Select(s => s.Text("name")));
        Assert.Equal(
            $$"""{"section_id":"{{core}}","name":"Heart","description":"It.","order_id":1,"hide_uptime":"""
                + """false,"hide_all":true}""",
            sections[1].ToJsonString()
        );
    }

    [Fact]
    public async Task Names_are_unique_among_the_sections_and_components_may_have_them_too()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API");
        var (a, b) = (await ComponentTests.Section(page, "A"), await ComponentTests.Section(page, "B"));

        (await Try(page, new { name = "A" })).IsError("InvalidParameter", "sections[0].name");
        (await Try(page, new { section_id = a, name = "B" })).IsError("InvalidParameter", "sections[0].name");
        await Upsert(page, new { section_id = a, name = "B" }, new { section_id = b, name = "A" });
        await Upsert(page, new { name = "API" });

        Assert.Equal(["B", "A", "API"], (await Sections(page)).Select(s => s.Text("name")));
    }

    [Fact]
    public async Task An_upsert_is_all_or_nothing()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var elsewhere = await ComponentTests.Section(await ChangePage.Create(page.Api));

        (await Try(page, new { name = "New" }, new { section_id = elsewhere, name = "Foreign" })).IsError(
            "ResourceNotFound",
            "sections[1].section_id"
        );
        (await Try(page, new { name = "New" }, new { name = (string?)null })).IsError(
            "InvalidParameter",
            "sections[1].name"
        );
        (await Try(page)).IsError("InvalidParameter", "sections");

        Assert.Empty(await Sections(page));
    }

    [Fact]
    public async Task Deleting_a_section_leaves_its_components_ungrouped()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API");
        var (core, edge) = (await ComponentTests.Section(page, "Core"), await ComponentTests.Section(page, "Edge"));
        await page.Api.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = page.PageId,
                components = new[]
                {
                    new
                    {
                        component_id = page.Components[0],
                        name = "API",
                        section_id = core,
                    },
                },
            }
        );

        (await Delete(page, core, "01KC3GAZ6ZJE40H55GM31RPWZE")).IsError("ResourceNotFound", "section_ids[1]");
        Assert.Equal(2, (await Sections(page)).Count);
        Assert.Empty((await Delete(page, core)).Data);

        var info = (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data;
        Assert.Equal(edge, Assert.Single(info["sections"]!.AsArray())!["section_id"]!.GetValue<string>());
        Assert.False(info["components"]![0]!.AsObject().ContainsKey("section_id"));
        (await Delete(page, core)).IsError("ResourceNotFound", "section_ids[0]");
    }

    private static Task<ApiAnswer> Delete(ChangePage page, params string[] ids) =>
        page.Api.Post("/status-page/section/delete", new { page_id = page.PageId, section_ids = ids });

    private static Task<ApiAnswer> Try(ChangePage page, params object[] sections) =>
        page.Api.Post("/status-page/section/upsert", new { page_id = page.PageId, sections });

    private static async Task<IReadOnlyList<string>> Upsert(ChangePage page, params object[] sections) =>
        [.. (await Try(page, sections)).Data["section_ids"]!.AsArray().Select(id => id!.GetValue<string>())];

    private static async Task<IReadOnlyList<JsonObject>> Sections(ChangePage page) =>
        [
            .. (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data["sections"]!
                .AsArray()
                .Select(c => c!.AsObject()),
        ];
}
