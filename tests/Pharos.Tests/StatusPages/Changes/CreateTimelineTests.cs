using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

public sealed class CreateTimelineTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task Updates_are_ordered_by_time_and_those_of_one_second_by_arrival()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish(new { start_at_seconds = Now - 1000 })).ChangeId();

        var late = (await page.Update(id, "monitoring", Now + 100)).UpdateId();
        var first = (await page.Update(id, "identified", Now + 50, (1, "full_outage"))).UpdateId();
        var second = (await page.Update(id, "investigating", Now + 50, (1, "degraded"))).UpdateId();
        var change = await page.Read(id);

        Assert.Equal([first, second, late], change.Updates().Skip(1).Select(u => u.Text("update_id")));
        Assert.Equal("monitoring", change.Text("status"));
        Assert.Equal(["degraded", "degraded"], change.Affected());
    }

    [Fact]
    public async Task An_update_that_arrives_late_does_not_undo_what_happened_after_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish(new { start_at_seconds = Now - 1000 })).ChangeId();
        await page.Update(id, "resolved", Now + 100, (0, "operational"));

        await page.Update(id, "identified", Now + 50, (0, "full_outage"));
        var change = await page.Read(id);

        Assert.Equal("resolved", change.Text("status"));
        Assert.Equal(Now + 100, change.Number("close_at_seconds"));
        Assert.Equal(["operational"], change.Affected());
    }

    [Fact]
    public async Task Without_a_time_an_update_is_of_now_or_of_the_start_of_what_is_yet_to_come()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var running = (await page.Publish(new { start_at_seconds = Now - 1000 })).ChangeId();
        var future = (await page.Publish(new { start_at_seconds = Now + 1000 })).ChangeId();

        await page.Update(running, "identified");
        await page.Update(future, "identified");

        Assert.Equal(Now, (await page.Read(running)).Updates()[^1].Number("at_seconds"));
        Assert.Equal(Now + 1000, (await page.Read(future)).Updates()[^1].Number("at_seconds"));
    }

    [Fact]
    public async Task Resolving_closes_an_incident_and_reopening_it_clears_the_close()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();

        await page.Update(id, "resolved", Now + 60, (0, "operational"));
        Assert.Equal(Now + 60, (await page.Read(id)).Number("close_at_seconds"));
        Assert.Equal(0, await page.CountActive());

        await page.Update(id, "investigating", Now + 120, (0, "partial_outage"));
        var reopened = await page.Read(id);
        Assert.Equal("investigating", reopened.Text("status"));
        Assert.Null(reopened.Number("close_at_seconds"));
        Assert.Equal(1, await page.CountActive());

        await page.Update(id, "resolved", Now + 180, (0, "operational"));
        Assert.Equal(Now + 180, (await page.Read(id)).Number("close_at_seconds"));
    }

    [Fact]
    public async Task A_status_may_move_to_any_status_of_its_type_and_back()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();

        foreach (var status in (string[])["monitoring", "investigating", "identified", "investigating", "monitoring"])
        {
            Assert.NotEmpty((await page.Update(id, status)).UpdateId());
            Assert.Equal(status, (await page.Read(id)).Text("status"));
        }

        (await page.Update(id, "completed")).IsError("InvalidParameter", "status");
        (await page.Update(id, "monitoring", null, (0, "under_maintenance"))).IsError(
            "InvalidParameter",
            "component_changes[0].status"
        );
    }

    [Fact]
    public async Task An_event_may_not_end_while_a_component_is_down_and_then_nothing_of_the_request_is_kept()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        await page.Update(id, "identified", null, (1, "full_outage"));
        var before = (await page.Read(id)).ToJsonString();

        (await page.Update(id, "resolved")).IsError("InvalidParameter", "component_changes");
        (await page.Update(id, "resolved", null, (0, "operational"))).IsError("InvalidParameter", "component_changes");
        Assert.Equal(before, (await page.Read(id)).ToJsonString());

        Assert.NotEmpty((await page.Update(id, "resolved", null, (0, "operational"), (1, "operational"))).UpdateId());
    }

    [Fact]
    public async Task An_update_may_lie_at_the_start_and_not_before_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish(new { start_at_seconds = Now - 100 })).ChangeId();

        (await page.Update(id, "identified", Now - 101)).IsError("InvalidParameter", "at_seconds");
        Assert.NotEmpty((await page.Update(id, "identified", Now - 100, (0, "degraded"))).UpdateId());
    }

    [Fact]
    public async Task An_update_names_each_component_once_and_only_components_of_the_page()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var elsewhere = await ChangePage.Create(page.Api);
        var id = (await page.Publish()).ChangeId();

        (await page.Update(id, "identified", null, (0, "degraded"), (0, "operational"))).IsError(
            "InvalidParameter",
            "component_changes[1].component_id"
        );
        var foreign = await page.Api.Post(
            "/status-page/change/timeline/create",
            new
            {
                page_id = page.PageId,
                change_id = id,
                status = "identified",
                description = "…",
                component_changes = elsewhere.Says((0, "degraded")),
            }
        );
        foreign.IsError("InvalidParameter", "component_changes[0].component_id");
        Assert.Single((await page.Read(id)).Updates());
    }

    [Fact]
    public async Task An_event_is_found_only_on_its_own_page()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var elsewhere = await ChangePage.Create(page.Api);
        var id = (await page.Publish()).ChangeId();

        (await elsewhere.Update(id, "identified")).IsError("ResourceNotFound", "change_id");
        (await elsewhere.Api.Get("/status-page/change/info", ("page_id", elsewhere.PageId), ("change_id", id))).IsError(
            "ResourceNotFound",
            "change_id"
        );
    }
}
