using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Components;

public sealed class DeletedComponentTests(FrozenServer frozen)
{
    [Fact]
    public async Task Events_already_published_keep_naming_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");
        var id = (await page.Publish()).ChangeId();

        Assert.Empty((await Delete(page, page.Components[0])).Data);
        var change = await page.Read(id);

        Assert.Equal("API", change["affected_components"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("API", change.Updates()[0]["component_changes"]![0]!["component_name"]!.GetValue<string>());
        var left = (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data["components"]!.AsArray();
        Assert.Equal(page.Components[1], Assert.Single(left)!["component_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_is_no_component_of_the_page_any_more()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");
        var id = (await page.Publish()).ChangeId();
        await Delete(page, page.Components[0]);

        (await page.Update(id, "identified", null, (0, "full_outage"))).IsError(
            "InvalidParameter",
            "component_changes[0].component_id"
        );
        (await page.Publish()).IsError("InvalidParameter", "updates[0].component_changes[0].component_id");
        (await Delete(page, page.Components[0])).IsError("ResourceNotFound", "component_ids[0]");
        (await Upsert(page, new { component_id = page.Components[0], name = "API" })).IsError(
            "ResourceNotFound",
            "components[0].component_id"
        );
    }

    [Fact]
    public async Task It_does_not_keep_an_event_from_ending()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");
        var id = (await page.Publish()).ChangeId();
        await page.Update(id, "identified", null, (1, "degraded"));
        await Delete(page, page.Components[0]);

        (await page.Update(id, "resolved")).IsError("InvalidParameter", "component_changes");
        Assert.NotEmpty((await page.Update(id, "resolved", null, (1, "operational"))).UpdateId());
    }

    [Fact]
    public async Task Its_name_is_free_again_and_the_event_keeps_to_the_old_one()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");
        var id = (await page.Publish()).ChangeId();
        await Delete(page, page.Components[0]);

        var made = (await Upsert(page, new { name = "API" })).Data["component_ids"]![0]!.GetValue<string>();

        Assert.NotEqual(page.Components[0], made);
        Assert.Equal(
            page.Components[0],
            (await page.Read(id))["affected_components"]![0]!["component_id"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task Deleting_many_is_all_or_nothing()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");
        var elsewhere = await ChangePage.Create(page.Api, "Other");

        (await Delete(page, page.Components[0], elsewhere.Components[0])).IsError(
            "ResourceNotFound",
            "component_ids[1]"
        );
        (await Delete(page, page.Components[0], page.Components[0])).IsError("InvalidParameter", "component_ids[1]");
        (await Delete(page)).IsError("InvalidParameter", "component_ids");
        (await Delete(page, "API")).IsError("InvalidParameter", "component_ids[0]");

        Assert.Equal(
            2,
            (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data["components"]!.AsArray().Count
        );
    }

    private static Task<ApiAnswer> Delete(ChangePage page, params string[] ids) =>
        page.Api.Post("/status-page/component/delete", new { page_id = page.PageId, component_ids = ids });

    private static Task<ApiAnswer> Upsert(ChangePage page, params object[] components) =>
        page.Api.Post("/status-page/component/upsert", new { page_id = page.PageId, components });
}
