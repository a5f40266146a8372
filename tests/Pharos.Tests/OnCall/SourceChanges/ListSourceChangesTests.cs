using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.SourceChanges;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.SourceChanges;

public sealed class ListSourceChangesTests(SharedServer shared)
{
    [Fact]
    public async Task Changes_are_listed_by_window_text_and_origin_with_their_latest_events()
    {
        var api = await shared.NewAccount();
        var data = new OnCallData(shared.Server, api);
        var (space, integration, other) = (await data.Space(), await data.Integration(), await data.Integration());
        var older = await Change(
            data,
            "Deploy Checkout 1.2",
            integration,
            space,
            startedAgo: 100,
            lastedSeconds: 60,
            events: 25
        );
        var newer = await Change(data, "Rotate keys", other, 0, startedAgo: 10, lastedSeconds: 0, events: 1);

        async Task<List<string>> Listed(object filter) => (await api.Post("/change/list", filter)).All("change_id");

        Assert.Equal([newer, older], await Listed(new { }));
        Assert.Equal([older, newer], await Listed(new { asc = true, orderby = "last_time" }));
        Assert.Equal([older], await Listed(new { start_time = data.Now - 50, end_time = data.Now - 20 }));
        Assert.Equal([older], await Listed(new { query = "CHECKOUT" }));
        Assert.Equal([older], await Listed(new { channel_ids = new[] { space } }));
        Assert.Equal([newer], await Listed(new { integration_ids = new[] { other } }));
        Assert.Equal(
            [newer, older],
            await api.Pages("/change/list", "change_id", cursor => new { limit = 1, search_after_ctx = cursor })
        );
        var item = (await api.Post("/change/list", new { query = "Deploy", include_events = true })).Data["items"]![0]!;
        Assert.Equal(("Done", "Cluster"), (item["change_status"]!.ToString(), item["integration_name"]!.ToString()));
        Assert.Equal(
            Enumerable.Range(5, 20).Reverse().Select(i => "event " + i),
            item["events"]!.AsArray().Select(e => e!["title"]!.ToString())
        );
        var viewer = await shared.Server.NewMember(data.AccountId, BuiltInRoles.Viewer);
        Assert.Equal(2, (await viewer.Post("/change/list", new { })).All("change_id").Count);
    }

    private async Task<string> Change(
        OnCallData data,
        string title,
        long integrationId,
        long spaceId,
        int startedAgo,
        int lastedSeconds,
        int events
    )
    {
        var id = Ids.NewObjectId(shared.Server.Store.Clock);
        var start = data.Now - startedAgo;
        await data.Save(db =>
            db.SourceChanges.Add(
                new SourceChangeRow
                {
                    ChangeId = id,
                    AccountId = data.AccountId,
                    IntegrationId = integrationId,
                    SpaceId = spaceId,
                    ChangeKey = "key-" + id,
                    Title = title,
                    Description = "",
                    Link = "",
                    Status = ChangeStatus.Done,
                    Labels = [],
                    StartTime = start,
                    LastTime = start + lastedSeconds,
                    EndTime = start + lastedSeconds,
                    Events = JsonSerializer.Serialize(
                        Enumerable
                            .Range(0, events)
                            .Select(i => new SourceChangeEvent(
                                Ids.NewObjectId(shared.Server.Store.Clock),
                                "event " + i,
                                "",
                                "",
                                ChangeStatus.Processing,
                                new Dictionary<string, string>(),
                                start + i
                            )),
                        WireJson.Options
                    ),
                    CreatedAt = data.Now,
                    UpdatedAt = data.Now,
                }
            )
        );
        return id;
    }
}
