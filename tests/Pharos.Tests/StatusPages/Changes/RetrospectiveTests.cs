using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Past events, entered whole.</summary>
public sealed class RetrospectiveTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task A_past_incident_closes_with_its_last_update_unless_told_otherwise()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        var byDefault = await page.Read((await Publish(page)).ChangeId());
        var stated = await page.Read((await Publish(page, close: Now - 400)).ChangeId());

        Assert.True(byDefault["is_retrospective"]!.GetValue<bool>());
        Assert.Equal(
            (Now - 1000, Now - 500, "resolved"),
            (byDefault.Number("start_at_seconds"), byDefault.Number("close_at_seconds"), byDefault.Text("status"))
        );
        Assert.Equal(Now - 400, stated.Number("close_at_seconds"));
    }

    [Fact]
    public async Task It_is_listed_with_the_others_and_is_never_active()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await Publish(page)).ChangeId();

        var list = await page.Api.Get(
            "/status-page/change/list",
            ("page_id", page.PageId),
            ("type", "incident"),
            ("status", "resolved")
        );

        Assert.Equal(id, Assert.Single(list.Data["items"]!.AsArray())!["change_id"]!.GetValue<long>());
        Assert.Equal(0, await page.CountActive());
    }

    [Fact]
    public async Task It_needs_two_updates_of_which_the_last_ends_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        object first = new
        {
            at_seconds = Now - 1000,
            status = "investigating",
            component_changes = page.Says((0, "degraded")),
        };
        object last = new
        {
            at_seconds = Now - 500,
            status = "monitoring",
            component_changes = page.Says((0, "operational")),
        };
        object only = new
        {
            at_seconds = Now - 500,
            status = "resolved",
            component_changes = page.Says((0, "operational")),
        };

        (
            await page.Publish(
                new
                {
                    is_retrospective = true,
                    status = "resolved",
                    updates = new[] { only },
                }
            )
        ).IsError("InvalidParameter", "updates");
        (
            await page.Publish(
                new
                {
                    is_retrospective = true,
                    status = "monitoring",
                    updates = new[] { first, last },
                }
            )
        ).IsError("InvalidParameter", "updates[1].status");
    }

    [Fact]
    public async Task No_edit_opens_it_again_or_leaves_it_with_one_update()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await Publish(page)).ChangeId();
        var updates = (await page.Read(id)).Updates();

        (await page.Update(id, "monitoring", Now - 100)).IsError("InvalidParameter", "status");
        (await page.Delete(id, updates[1].Text("update_id"))).IsError("InvalidParameter", "update_id");
        (await page.Delete(id, updates[0].Text("update_id"))).IsError("InvalidParameter", "update_id");

        Assert.Equal(2, (await page.Read(id)).Updates().Count);
    }

    [Fact]
    public async Task It_lies_in_the_past()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        (await Publish(page, last: Now + 1)).IsError("InvalidParameter", "updates[1].at_seconds");
        (await Publish(page, close: Now + 1)).IsError("InvalidParameter", "close_at_seconds");
        (await Publish(page, close: Now - 1000)).IsError("InvalidParameter", "close_at_seconds");
        (await Publish(page, last: null)).IsError("InvalidParameter", "updates[1].at_seconds");
    }

    [Fact]
    public async Task A_live_incident_closes_when_an_update_resolves_it_and_not_otherwise()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        (await page.Publish(new { close_at_seconds = Now + 100 })).IsError("InvalidParameter", "close_at_seconds");
    }

    [Fact]
    public async Task A_past_maintenance_is_no_different()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        object[] updates =
        [
            new
            {
                at_seconds = Now - 1000,
                status = "ongoing",
                component_changes = page.Says((0, "under_maintenance")),
            },
            new
            {
                at_seconds = Now - 500,
                status = "completed",
                component_changes = page.Says((0, "operational")),
            },
        ];

        var change = await page.Read(
            (
                await page.Publish(
                    new
                    {
                        type = "maintenance",
                        is_retrospective = true,
                        status = "completed",
                        updates,
                    }
                )
            ).ChangeId()
        );
        var automatic = await page.Publish(
            new
            {
                type = "maintenance",
                is_retrospective = true,
                status = "completed",
                updates,
                auto_update_by_schedule = true,
            }
        );

        Assert.Equal(("completed", Now - 500), (change.Text("status"), change.Number("close_at_seconds")));
        automatic.IsError("InvalidParameter", "auto_update_by_schedule");
    }

    private static Task<ApiAnswer> Publish(ChangePage page, long? last = Now - 500, long? close = null) =>
        page.Publish(
            new
            {
                is_retrospective = true,
                status = "resolved",
                close_at_seconds = close,
                updates = new object[]
                {
                    new
                    {
                        at_seconds = Now - 1000,
                        status = "investigating",
                        component_changes = page.Says((0, "degraded")),
                    },
                    new
                    {
                        at_seconds = last,
                        status = "resolved",
                        component_changes = page.Says((0, "operational")),
                    },
                },
            }
        );
}
