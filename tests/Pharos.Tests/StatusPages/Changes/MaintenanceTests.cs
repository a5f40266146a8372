using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

public sealed class MaintenanceTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const long Day = 24 * 60 * 60;

    [Fact]
    public async Task A_maintenance_is_announced_before_it_begins()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Announce(Now + Day, new { close_at_seconds = Now + Day + 3600 })).ChangeId();

        Assert.NotEmpty((await page.Update(id, "scheduled", Now + 60)).UpdateId());
        var change = await page.Read(id);

        Assert.Equal(
            ("scheduled", Now + Day, Now + Day + 3600),
            (change.Text("status"), change.Number("start_at_seconds"), change.Number("close_at_seconds"))
        );
        Assert.Equal([Now, Now + 60], change.Updates().Select(u => u.Number("at_seconds")));
    }

    [Fact]
    public async Task A_maintenance_may_begin_earlier_than_planned_and_then_nothing_lies_before_that()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Announce(Now + Day)).ChangeId();

        Assert.NotEmpty((await page.Update(id, "ongoing", Now + 100)).UpdateId());
        Assert.NotEmpty((await page.Update(id, "completed", Now + 200, (0, "operational"))).UpdateId());

        Assert.Equal(Now + 200, (await page.Read(id)).Number("close_at_seconds"));
    }

    [Fact]
    public async Task An_early_maintenance_continues_now_if_the_update_has_no_time()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Announce(Now + Day)).ChangeId();

        Assert.NotEmpty((await page.Update(id, "ongoing")).UpdateId());
        Assert.NotEmpty((await page.Update(id, "completed", null, (0, "operational"))).UpdateId());

        Assert.Equal(
            ("completed", Now),
            ((await page.Read(id)).Text("status"), (await page.Read(id)).Number("close_at_seconds"))
        );
    }

    [Fact]
    public async Task Once_it_has_begun_an_update_may_not_lie_before_the_start()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (
            await page.Publish(
                new
                {
                    type = "maintenance",
                    status = "ongoing",
                    start_at_seconds = Now - 100,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 100,
                            status = "ongoing",
                            component_changes = page.Says((0, "under_maintenance")),
                        },
                    },
                }
            )
        ).ChangeId();

        (await page.Update(id, "ongoing", Now - 101)).IsError("InvalidParameter", "at_seconds");
    }

    [Fact]
    public async Task The_planned_end_gives_way_to_the_completion_and_comes_back_when_it_is_reopened()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Announce(Now + 10, new { close_at_seconds = Now + 3600 })).ChangeId();
        await page.Update(id, "ongoing", Now + 10);

        await page.Update(id, "completed", Now + 500, (0, "operational"));
        Assert.Equal(Now + 500, (await page.Read(id)).Number("close_at_seconds"));

        await page.Update(id, "ongoing", Now + 600, (0, "under_maintenance"));
        var reopened = await page.Read(id);
        Assert.Equal(("ongoing", Now + 3600), (reopened.Text("status"), reopened.Number("close_at_seconds")));
    }

    [Fact]
    public async Task A_maintenance_may_not_complete_under_maintenance()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Announce(Now + 10)).ChangeId();

        (await page.Update(id, "completed", Now + 500)).IsError("InvalidParameter", "component_changes");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task The_planned_end_lies_after_the_start(long after)
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        (await page.Announce(Now + Day, new { close_at_seconds = Now + Day + after })).IsError(
            "InvalidParameter",
            "close_at_seconds"
        );
    }

    [Fact]
    public async Task A_schedule_of_its_own_needs_a_planned_end_at_most_30_days_ahead()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        Task<ApiAnswer> Announce(long? close, long start = Now + 10) =>
            page.Announce(start, new { auto_update_by_schedule = true, close_at_seconds = close });

        (await Announce(null)).IsError("InvalidParameter", "close_at_seconds");
        (await Announce(Now + (30 * Day) + 1)).IsError("InvalidParameter", "close_at_seconds");
        (await Announce(Now, Now - 10)).IsError("InvalidParameter", "close_at_seconds");
        var change = await page.Read((await Announce(Now + (30 * Day))).ChangeId());

        Assert.True(change["auto_update_by_schedule"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Only_a_maintenance_has_a_schedule_of_its_own()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        (await page.Publish(new { auto_update_by_schedule = true })).IsError(
            "InvalidParameter",
            "auto_update_by_schedule"
        );
    }
}
