using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

public sealed class CreateChangeTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task Components_come_in_the_order_in_which_the_update_names_them()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "A", "B", "C", "D");
        var id = (
            await page.Publish(
                new
                {
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            component_changes = page.Says(
                                (3, "degraded"),
                                (0, "degraded"),
                                (2, "degraded"),
                                (1, "degraded")
                            ),
                        },
                    },
                }
            )
        ).ChangeId();

        Assert.Equal(
            ["D", "A", "C", "B"],
            (await page.Read(id))["affected_components"]!.AsArray().Select(c => c!["name"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task An_incident_is_read_back_as_it_was_published()
    {
        var page = await ChangePage.Create(await frozen.NewAccount(), "API", "Web");

        var created = await page.Publish(new { notify_subscribers = true, start_at_seconds = 1712000000 });
        var change = await page.Read(created.ChangeId());

        Assert.Equal("Slow answers", created.Data.Text("change_name"));
        Assert.Equal(
            ("Slow answers", "Answers are slow.", "incident", "investigating"),
            (change.Text("title"), change.Text("description"), change.Text("type"), change.Text("status"))
        );
        Assert.Equal(1712000000, change.Number("start_at_seconds"));
        Assert.Equal(["degraded"], change.Affected());
        Assert.Equal("API", change.Updates()[0]["component_changes"]![0]!["component_name"]!.GetValue<string>());
        Assert.True(change["notify_subscribers"]!.GetValue<bool>());
        Assert.False(change["is_retrospective"]!.GetValue<bool>());
        Assert.False(change.ContainsKey("close_at_seconds"));
    }

    [Fact]
    public async Task The_start_is_now_unless_it_is_given_or_the_first_update_lies_earlier()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        object[] early =
        [
            new
            {
                at_seconds = Now - 60,
                status = "investigating",
                component_changes = page.Says((0, "degraded")),
            },
        ];

        var byDefault = await page.Read((await page.Publish()).ChangeId());
        var byUpdate = await page.Read((await page.Publish(new { updates = early })).ChangeId());
        var given = await page.Read((await page.Publish(new { start_at_seconds = Now - 3600 })).ChangeId());

        Assert.Equal((Now, Now), (byDefault.Number("start_at_seconds"), byDefault.Updates()[0].Number("at_seconds")));
        Assert.Equal(
            (Now - 60, Now - 60),
            (byUpdate.Number("start_at_seconds"), byUpdate.Updates()[0].Number("at_seconds"))
        );
        Assert.Equal(Now - 3600, given.Number("start_at_seconds"));
    }

    [Fact]
    public async Task The_status_must_agree_with_the_last_status_that_the_updates_name()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        // The last by time, not by its place in the request.
        object[] updates =
        [
            new { at_seconds = Now, status = "monitoring" },
            new
            {
                at_seconds = Now - 90,
                status = "investigating",
                component_changes = page.Says((0, "degraded")),
            },
            new { at_seconds = Now + 5, description = "Still watching." },
        ];

        (await page.Publish(new { status = "investigating", updates })).IsError("InvalidParameter", "status");
        var change = await page.Read((await page.Publish(new { status = "monitoring", updates })).ChangeId());

        Assert.Equal("monitoring", change.Text("status"));
        Assert.Equal([Now - 90, Now, Now + 5], change.Updates().Select(u => u.Number("at_seconds")));
        Assert.False(change.Updates()[2].ContainsKey("status"));
    }

    [Fact]
    public async Task Updates_that_name_no_status_leave_the_event_in_the_one_that_is_given()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        var created = await page.Publish(
            new { status = "identified", updates = new[] { new { component_changes = page.Says((0, "degraded")) } } }
        );

        Assert.Equal("identified", (await page.Read(created.ChangeId())).Text("status"));
    }

    [Fact]
    public async Task The_first_update_by_time_must_say_which_components_are_affected()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        object[] updates =
        [
            new { at_seconds = Now, component_changes = page.Says((0, "degraded")) },
            new { at_seconds = Now - 60, status = "investigating" },
        ];

        (await page.Publish(new { updates = new[] { new { status = "investigating" } } })).IsError(
            "InvalidParameter",
            "updates[0].component_changes"
        );
        (await page.Publish(new { updates })).IsError("InvalidParameter", "updates[1].component_changes");
        (await page.Publish(new { updates = Array.Empty<object>() })).IsError("InvalidParameter", "updates");
    }

    [Theory]
    [InlineData("incident", "scheduled", "degraded", "status")]
    [InlineData("incident", "investigating", "under_maintenance", "updates[0].component_changes[0].status")]
    [InlineData("maintenance", "resolved", "under_maintenance", "status")]
    [InlineData("maintenance", "scheduled", "degraded", "updates[0].component_changes[0].status")]
    public async Task Only_statuses_of_the_type_are_allowed(
        string type,
        string status,
        string componentStatus,
        string field
    )
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        var refused = await page.Publish(
            new
            {
                type,
                status,
                updates = new[] { new { component_changes = page.Says((0, componentStatus)) } },
            }
        );

        refused.IsError("InvalidParameter", field);
        Assert.Equal(0, await page.CountActive(type));
    }

    [Fact]
    public async Task An_update_names_each_component_once_and_only_components_of_the_page()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var elsewhere = await ChangePage.Create(page.Api);

        Task<ApiAnswer> Named(object[] changes) =>
            page.Publish(new { updates = new[] { new { status = "investigating", component_changes = changes } } });
        (await Named(page.Says((0, "degraded"), (1, "degraded"), (0, "operational")))).IsError(
            "InvalidParameter",
            "updates[0].component_changes[2].component_id"
        );
        (await Named(elsewhere.Says((0, "degraded")))).IsError(
            "InvalidParameter",
            "updates[0].component_changes[0].component_id"
        );
        (await Named([new { component_id = "API", status = "degraded" }])).IsError(
            "InvalidParameter",
            "updates[0].component_changes[0].component_id"
        );
        Assert.Equal(0, await page.CountActive());
    }

    [Fact]
    public async Task An_update_may_not_lie_before_the_start_of_an_incident()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        object[] updates =
        [
            new
            {
                at_seconds = Now - 1,
                status = "investigating",
                component_changes = page.Says((0, "degraded")),
            },
        ];

        (await page.Publish(new { start_at_seconds = Now, updates })).IsError(
            "InvalidParameter",
            "updates[0].at_seconds"
        );
    }

    [Fact]
    public async Task An_event_may_not_be_published_as_over_while_a_component_is_down()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        object[] down =
        [
            new { status = "resolved", component_changes = page.Says((0, "operational"), (1, "degraded")) },
        ];
        object[] up =
        [
            new { status = "resolved", component_changes = page.Says((0, "operational"), (1, "operational")) },
        ];

        (await page.Publish(new { status = "resolved", updates = down })).IsError(
            "InvalidParameter",
            "updates[0].component_changes"
        );
        var change = await page.Read((await page.Publish(new { status = "resolved", updates = up })).ChangeId());

        Assert.Equal(Now, change.Number("close_at_seconds"));
    }

    [Fact]
    public async Task A_title_is_a_line_of_at_most_255_characters_as_people_count_them()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var longest = string.Concat(Enumerable.Repeat("😀", 255));

        (await page.Publish(new { title = longest + "!" })).IsError("InvalidParameter", "title");
        (await page.Publish(new { title = " \t " })).IsError("InvalidParameter", "title");
        (await page.Publish(new { title = "two\nlines" })).IsError("InvalidParameter", "title");
        (await page.Publish(new { description = "nul\0" })).IsError("InvalidParameter", "description");
        Assert.Equal(
            longest,
            (await page.Read((await page.Publish(new { title = longest })).ChangeId())).Text("title")
        );
    }

    [Fact]
    public async Task A_client_that_replays_history_brings_its_own_update_IDs()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        const string Mine = "01KDCVJQ88SZPHWPTDV2Z2AZW8";
        object Update(string? id, long at) =>
            new
            {
                update_id = id,
                at_seconds = at,
                component_changes = page.Says((0, "degraded")),
            };

        (
            await page.Publish(
                new { start_at_seconds = Now, updates = new[] { Update(Mine, Now), Update(Mine, Now + 1) } }
            )
        ).IsError("InvalidParameter", "updates[1].update_id");
        (await page.Publish(new { updates = new[] { Update("mine", Now) } })).IsError(
            "InvalidParameter",
            "updates[0].update_id"
        );
        var change = await page.Read((await page.Publish(new { updates = new[] { Update(Mine, Now) } })).ChangeId());

        Assert.Equal(Mine, change.Updates()[0].Text("update_id"));
    }
}
