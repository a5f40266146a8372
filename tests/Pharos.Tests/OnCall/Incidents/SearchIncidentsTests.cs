using Pharos.OnCall.Incidents.Search;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents;

/// <summary>Full-text search over titles and labels.</summary>
public sealed class SearchIncidentsTests(SharedServer shared)
{
    [Theory]
    [InlineData("crash", true)]
    [InlineData("kubepodcrash", true)]
    [InlineData("KubePodCrash", true)]
    [InlineData("PodCrashLoop", true)]
    [InlineData("LOOPING kube", true)]
    [InlineData("web-01", true)]
    [InlineData("eb-01", false)]
    [InlineData("web-02", false)]
    [InlineData("10.0.0.1:9100", true)]
    [InlineData("10.0.0.2", false)]
    [InlineData("磁盘", true)]
    [InlineData("空间不足", true)]
    [InlineData("磁", true)]
    [InlineData("足", true)]
    [InlineData("盘磁", false)]
    [InlineData("磁盘 crash", true)]
    [InlineData("磁盘 memory", false)]
    [InlineData("cafe", true)]
    [InlineData("CAFÉ", true)]
    [InlineData("ｃａｆｅ", true)]
    [InlineData("instance", true)]
    [InlineData("\"AND OR NOT (*", false)]
    [InlineData("and", true)]
    [InlineData("!!!", false)]
    public async Task A_query_finds_words_in_any_case_and_script(string query, bool found)
    {
        var api = await shared.NewAccount();
        var data = new OnCallData(shared.Server, api);
        await data.Incident(
            "KubePodCrashLooping and Café: 磁盘空间不足",
            labels: new() { ["host"] = "web-01", ["instance"] = "10.0.0.1:9100" }
        );
        await data.Incident("Something else", labels: new() { ["env"] = "prod" });

        var answer = await api.Post("/incident/list", ListIncidentsTests.Request(data, new { query }));

        Assert.Equal(found ? 1 : 0, answer.Data["total"]!.GetValue<int>());
        if (found)
            Assert.StartsWith("Kube", answer.All("title")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_follows_a_changed_title_and_forgets_deleted_incidents()
    {
        var api = await shared.NewAccount();
        var data = new OnCallData(shared.Server, api);
        var space = await data.Space();
        var id = await data.Incident("Alpha", space);
        await data.Save(async db =>
        {
            var row = db.Incidents.Single(i => i.IncidentId == id);
            row.Title = "Beta";
            await IncidentIndex.Update(db, [row], CancellationToken.None);
            await IncidentIndex.Update(db, [row], CancellationToken.None);
        });

        async Task<int> Found(string query) =>
            (await api.Post("/incident/list", ListIncidentsTests.Request(data, new { query }))).Data[
                "total"
            ]!.GetValue<int>();

        Assert.Equal((0, 1), (await Found("alpha"), await Found("beta")));

        // Deleting the space deletes its incidents.
        await data.Save(db => db.Spaces.Remove(db.Spaces.Single(s => s.SpaceId == space)));
        await data.Incident("Beta", id: id);
        Assert.Equal(1, await Found("beta"));
    }

    [Fact]
    public async Task Pages_of_a_search_contain_each_hit_once_with_other_filters_too()
    {
        var api = await shared.NewAccount();
        var data = new OnCallData(shared.Server, api);
        var hits = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            var muted = i % 3 == 0;
            var id = await data.Incident("Disk full", secondsAgo: i / 10, change: r => r.EverMuted = muted);
            if (!muted)
                hits.Add(id);
        }

        foreach (var asc in new[] { false, true })
        {
            var found = await api.Pages("/incident/list", "incident_id", cursor => ListIncidentsTests.Request(
                    data,
                    new
                    {
                        query = "disk",
                        ever_muted = false,
                        limit = 7,
                        asc,
                        search_after_ctx = cursor,
                    }
                ));
            Assert.Equal(hits.Count, found.Count);
            Assert.Equal(hits.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Another_accounts_incidents_are_never_found()
    {
        var theirs = new OnCallData(shared.Server, await shared.NewAccount());
        await theirs.Incident("Zanzibar is down");
        var api = await shared.NewAccount();
        var data = new OnCallData(shared.Server, api);

        var answer = await api.Post("/incident/list", ListIncidentsTests.Request(data, new { query = "zanzibar" }));

        Assert.Empty(answer.All("incident_id"));
    }
}
