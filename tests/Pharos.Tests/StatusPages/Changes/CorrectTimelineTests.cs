using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Correcting and taking out what was already published.</summary>
public sealed class CorrectTimelineTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task The_first_update_keeps_saying_which_components_are_affected()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish(new { start_at_seconds = FrozenServer.Now - 100 })).ChangeId();
        Assert.NotEmpty((await page.Update(id, "identified")).UpdateId());
        var first = (await page.Read(id)).Updates()[0].Text("update_id");

        (await page.Delete(id, first)).IsError("InvalidParameter", "update_id");
        (await page.Update(id, "identified", FrozenServer.Now - 50)).IsError("InvalidParameter", "component_changes");
    }

    [Fact]
    public async Task A_correction_keeps_what_it_does_not_name()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        var update = (await page.Update(id, "identified", Now + 10, (0, "full_outage"))).UpdateId();

        Assert.Empty((await page.Correct(id, update, new { description = "We found it." })).Data);
        Assert.Empty((await page.Correct(id, update, new { at_seconds = Now + 20, status = "resolved" })).Data);
        var corrected = (await page.Read(id)).Updates()[1];

        Assert.Equal(
            ("We found it.", Now + 20, "identified"),
            (corrected.Text("description"), corrected.Number("at_seconds"), corrected.Text("status"))
        );
        (await page.Correct(id, update, new { description = " " })).IsError("InvalidParameter", "description");
    }

    [Fact]
    public async Task Moving_the_first_update_earlier_moves_the_start_with_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        var first = (await page.Read(id)).Updates()[0].Text("update_id");

        Assert.Empty((await page.Correct(id, first, new { at_seconds = Now - 500 })).Data);
        Assert.Equal(Now - 500, (await page.Read(id)).Number("start_at_seconds"));

        Assert.Empty((await page.Correct(id, first, new { at_seconds = Now - 400 })).Data);
        Assert.Equal(Now - 500, (await page.Read(id)).Number("start_at_seconds"));
    }

    [Fact]
    public async Task Moving_a_later_update_before_the_start_is_refused()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        var second = (await page.Update(id, "identified", Now + 10)).UpdateId();
        var before = (await page.Read(id)).ToJsonString();

        (await page.Correct(id, second, new { at_seconds = Now - 1 })).IsError("InvalidParameter", "at_seconds");

        Assert.Equal(before, (await page.Read(id)).ToJsonString());
    }

    [Fact]
    public async Task Moving_the_announcement_of_a_maintenance_leaves_its_planned_start()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Announce(Now + 5000)).ChangeId();
        var first = (await page.Read(id)).Updates()[0].Text("update_id");

        Assert.Empty((await page.Correct(id, first, new { at_seconds = Now - 5000 })).Data);

        Assert.Equal(Now + 5000, (await page.Read(id)).Number("start_at_seconds"));
    }

    [Fact]
    public async Task Moving_an_update_derives_status_and_close_again()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        await page.Update(id, "identified", Now + 100, (0, "full_outage"));
        var resolved = (await page.Update(id, "resolved", Now + 200, (0, "operational"))).UpdateId();

        await page.Correct(id, resolved, new { at_seconds = Now + 150 });
        Assert.Equal(Now + 150, (await page.Read(id)).Number("close_at_seconds"));

        await page.Correct(id, resolved, new { at_seconds = Now + 50 });
        var reopened = await page.Read(id);
        Assert.Equal(("identified", null), (reopened.Text("status"), reopened.Number("close_at_seconds")));
        Assert.Equal(["full_outage"], reopened.Affected());
    }

    [Fact]
    public async Task Deleting_an_update_derives_status_close_and_components_again()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        var second = (await page.Update(id, "identified", Now + 100, (1, "full_outage"))).UpdateId();
        var last = (await page.Update(id, "resolved", Now + 200, (0, "operational"), (1, "operational"))).UpdateId();

        Assert.Empty((await page.Delete(id, last)).Data);
        var open = await page.Read(id);
        Assert.Equal(("identified", null), (open.Text("status"), open.Number("close_at_seconds")));
        Assert.Equal(["degraded", "full_outage"], open.Affected());

        Assert.Empty((await page.Delete(id, second)).Data);
        var first = await page.Read(id);
        Assert.Equal("investigating", first.Text("status"));
        Assert.Equal(["degraded"], first.Affected());
    }

    [Fact]
    public async Task Deleting_an_update_may_not_leave_an_event_over_with_a_component_down()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        var repair = (await page.Update(id, "monitoring", Now + 100, (0, "operational"))).UpdateId();
        await page.Update(id, "resolved", Now + 200);
        var before = (await page.Read(id)).ToJsonString();

        (await page.Delete(id, repair)).IsError("InvalidParameter", "update_id");

        Assert.Equal(before, (await page.Read(id)).ToJsonString());
    }

    [Fact]
    public async Task The_last_remaining_update_cannot_be_deleted()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        var first = (await page.Read(id)).Updates()[0].Text("update_id");
        var second = (await page.Update(id, "identified", Now + 100, (0, "full_outage"))).UpdateId();

        Assert.Empty((await page.Delete(id, first)).Data);
        (await page.Delete(id, second)).IsError("InvalidParameter", "update_id");
        (await page.Delete(id, first)).IsError("ResourceNotFound", "update_id");
    }

    [Fact]
    public async Task Deleting_an_event_takes_its_timeline_and_its_links_with_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var first = (await page.Publish()).ChangeId();
        var second = (await page.Publish(new { linked_changes = new[] { first.ToString() } })).ChangeId();

        Assert.Empty(
            (await page.Api.Post("/status-page/change/delete", new { page_id = page.PageId, change_id = second })).Data
        );

        Assert.Empty((await page.Read(first))["linked_change_ids"]!.AsArray());
        Assert.Equal(1, await page.CountActive());
        (await page.Api.Get("/status-page/change/info", ("page_id", page.PageId), ("change_id", second))).IsError(
            "ResourceNotFound",
            "change_id"
        );
        (await page.Api.Post("/status-page/change/delete", new { page_id = page.PageId, change_id = second })).IsError(
            "ResourceNotFound",
            "change_id"
        );
    }
}
