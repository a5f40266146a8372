using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

public sealed class UpdateChangeTests(FrozenServer frozen)
{
    [Fact]
    public async Task What_is_left_out_stays_and_a_list_replaces_the_whole_list()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var bob = await frozen.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Viewer);
        var (alice, other) = (page.Api.Caller.MemberId, (await page.Publish()).ChangeId());
        var id = (
            await page.Publish(
                new { responders = new[] { alice, bob.Caller.MemberId }, linked_changes = new[] { other.ToString() } }
            )
        ).ChangeId();

        await Update(page, id, new { title = "Very slow answers" });
        var titled = await page.Read(id);
        Assert.Equal("Very slow answers", titled.Text("title"));
        Assert.Equal([alice, bob.Caller.MemberId], Members(titled));
        Assert.Equal([other.ToString()], Linked(titled));

        await Update(
            page,
            id,
            new { responders = new[] { bob.Caller.MemberId }, linked_changes = Array.Empty<string>() }
        );
        var replaced = await page.Read(id);
        Assert.Equal("Very slow answers", replaced.Text("title"));
        Assert.Equal([bob.Caller.MemberId], Members(replaced));
        Assert.Empty(Linked(replaced));
    }

    [Fact]
    public async Task A_link_is_seen_from_both_events()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var (first, second) = ((await page.Publish()).ChangeId(), (await page.Publish()).ChangeId());

        await Update(page, first, new { linked_changes = new[] { second.ToString() } });
        Assert.Equal([first.ToString()], Linked(await page.Read(second)));

        await Update(page, second, new { linked_changes = Array.Empty<string>() });
        Assert.Empty(Linked(await page.Read(first)));
    }

    [Fact]
    public async Task An_unknown_member_or_event_is_refused_and_changes_nothing()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var stranger = await frozen.NewAccount();
        var elsewhere = await ChangePage.Create(page.Api);
        var (id, foreign) = ((await page.Publish()).ChangeId(), (await elsewhere.Publish()).ChangeId());
        var before = (await page.Read(id)).ToJsonString();

        async Task Refused(object changed, string field) =>
            (await Send(page, id, changed)).IsError("InvalidParameter", field);
        await Refused(
            new { title = "New", responders = new[] { page.Api.Caller.MemberId, stranger.Caller.MemberId } },
            "responders[1]"
        );
        await Refused(
            new { responders = new[] { page.Api.Caller.MemberId, page.Api.Caller.MemberId } },
            "responders[1]"
        );
        await Refused(new { title = "New", linked_changes = new[] { foreign.ToString() } }, "linked_changes[0]");
        await Refused(new { linked_changes = new[] { id.ToString() } }, "linked_changes[0]");
        await Refused(new { linked_changes = new[] { "+1" } }, "linked_changes[0]");
        await Refused(new { linked_changes = new[] { "1", "01" } }, "linked_changes[1]");
        await Refused(new { title = "" }, "title");
        Assert.Equal(before, (await page.Read(id)).ToJsonString());

        (await page.Publish(new { responders = new[] { stranger.Caller.MemberId } })).IsError(
            "InvalidParameter",
            "responders[0]"
        );
        (await page.Publish(new { linked_changes = new[] { foreign.ToString() } })).IsError(
            "InvalidParameter",
            "linked_changes[0]"
        );
        Assert.Equal(1, await page.CountActive());
    }

    [Fact]
    public async Task A_cached_event_is_read_as_new_right_after_every_write_to_it()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();
        for (var i = 0; i < 20; i++)
        {
            await Update(page, id, new { title = $"Title {i}" });
            Assert.Equal($"Title {i}", (await page.Read(id)).Text("title"));
        }

        await page.Api.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = page.PageId,
                components = new[] { new { component_id = page.Components[0], name = "Renamed" } },
            }
        );
        Assert.Equal("Renamed", (await page.Read(id))["affected_components"]![0]!["name"]!.GetValue<string>());
    }

    private static Task<ApiAnswer> Send(ChangePage page, long id, object changed)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(changed)!.AsObject();
        (request["page_id"], request["change_id"]) = (page.PageId, id);
        return page.Api.Call("POST", "/status-page/change/update", request);
    }

    private static async Task Update(ChangePage page, long id, object changed) =>
        Assert.Empty((await Send(page, id, changed)).Data);

    private static IEnumerable<long> Members(JsonObject change) =>
        change["responder_ids"]!.AsArray().Select(r => r!.GetValue<long>());

    private static IEnumerable<string> Linked(JsonObject change) =>
        change["linked_change_ids"]!.AsArray().Select(l => l!.GetValue<string>());
}
