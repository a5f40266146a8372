using System.Globalization;
using System.Text.Json.Nodes;
using Pharos.OnCall.Demo;
using Pharos.StatusPages.Demo;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Demo;

/// <summary>The made-up week of the demo.</summary>
public sealed class FillOnCallTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 7, 31, TimeSpan.Zero);

    private static long Seconds => Now.ToUnixTimeSeconds();

    [Fact]
    public async Task The_week_shows_every_state_with_honest_times()
    {
        await using var server = await TestServer.Start(new TestClock(Now));
        var account = await FillDemo.Handle("a-long-password", [], server.Store, _ => { }, CancellationToken.None);
        var sample = await FillOnCall.Handle(account.Owner, server.Store, CancellationToken.None);
        var window = new JsonObject { ["start_time"] = Seconds - (8 * 86400), ["end_time"] = Seconds };

        var spaces = await Items("/channel/list", []);
        var integrations = await Items("/datasource/list", []);
        var incidents = await Items("/incident/list", window);
        var alerts = await Items("/alert/list", window);
        var changes = await Items("/change/list", window);

        Assert.Equal(["Checkout", "Data", "Platform"], Texts(spaces, "channel_name").Order());
        Assert.Equal(
            ["change", "grafana", "heartbeat", "opsgenie", "prometheus", "standard"],
            Texts(integrations, "plugin_type").Order()
        );
        Assert.Contains(integrations, i => i["integration_key"]!.GetValue<string>() == sample.Key);
        Assert.All(incidents, i => Assert.InRange(i["start_time"]!.GetValue<long>(), Seconds - (7 * 86400), Seconds));
        Assert.Equal(["Closed", "Processing", "Triggered"], Texts(incidents, "progress").Distinct().Order());
        Assert.Equal(
            ["Critical", "Info", "Warning"],
            Texts(incidents.Where(i => i["progress"]!.GetValue<string>() != "Closed"), "incident_severity")
                .Distinct()
                .Order()
        );
        Assert.Contains(incidents, i => i["snoozed_before"]!.GetValue<long>() > Seconds);
        Assert.Contains(incidents, i => i["alert_cnt"]!.GetValue<long>() == 26);
        Assert.Contains(alerts, a => a["ever_muted"]!.GetValue<bool>() && a["end_time"]!.GetValue<long>() == 0);
        Assert.Equal(4, changes.Count);
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var incident in incidents)
        {
            var entries = await Items(
                "/incident/feed",
                new JsonObject { ["incident_id"] = incident["incident_id"]!.GetValue<string>(), ["limit"] = 100 }
            );
            Assert.All(entries, e =>
                Assert.InRange(
                    e["created_at"]!.GetValue<long>(),
                    incident["start_time"]!.GetValue<long>() * 1000,
                    Seconds * 1000
                )
            );
            types.UnionWith(Texts(entries, "type"));
        }

        Assert.Superset(
            new HashSet<string>([
                "i_new",
                "i_ack",
                "i_comm",
                "i_snooze",
                "i_wake",
                "i_rslv",
                "i_storm",
                "i_m_flapping",
            ]),
            types
        );

        async Task<List<JsonNode>> Items(string path, JsonObject request)
        {
            if (path is "/incident/list" or "/alert/list")
                request["limit"] = 100;
            using var answer = await server.Http.PostAsync(
                string.Create(CultureInfo.InvariantCulture, $"{path}?app_key={account.Key}"),
                new StringContent(request.ToJsonString(), System.Text.Encoding.UTF8, "application/json")
            );
            var data = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"];
            Assert.True(data is not null, path);
            return [.. data["items"]!.AsArray().Select(item => item!)];
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<JsonNode> items, string name) =>
        items.Select(item => item[name]!.GetValue<string>());
}
