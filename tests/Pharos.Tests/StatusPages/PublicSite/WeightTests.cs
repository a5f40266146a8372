using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pharos.Http;
using Pharos.StatusPages.Importing;
using Pharos.Tests.StatusPages.Importing;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>
/// A whole page, style and script and all, is at most 40 KB on the wire, whatever happened in its 90 days.
/// </summary>
[Trait("Runs", "Once")]
public sealed class WeightTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const long Day = 86400;
    private const int Most = 40_000;
    private const int Components = 30;

    [Fact]
    public async Task Thirty_components_with_a_real_history_take_at_most_40_KB()
    {
        var lines = (await File.ReadAllLinesAsync(WholeHistoryTests.HistoryOrSkip()))
            .Where(line => line.Length > 0)
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToList();
        var last = lines.Max(e => At(e["resolved_at"]!));
        var days = (Now - last) / Day;
        var recent = lines.Where(e => At(e["resolved_at"]!) > last - (90 * Day)).ToList();
        var names = lines.SelectMany(Names).Distinct().Take(10).ToList();
        // As many services as the source has, each in three regions, of which an event touches two.
        for (var i = 0; i < recent.Count; i++)
        {
            var e = recent[i];
            var touched = Names(e)
                .Where(names.Contains)
                .DefaultIfEmpty(names[0])
                .SelectMany(name => (string[])[Region(name, i), Region(name, i + 1)]);
            e["components"] = new JsonArray([.. touched.Distinct().Select(name => (JsonNode)name)]);
            e["started_at"] = Moved(e["started_at"]!, days);
            e["resolved_at"] = Moved(e["resolved_at"]!, days);
            foreach (var update in e["updates"]!.AsArray())
                update!["at"] = Moved(update["at"]!, days);
        }

        await Demand(
            [.. names.SelectMany(name => (string[])[Region(name, 0), Region(name, 1), Region(name, 2)])],
            recent
        );
    }

    [Fact]
    public async Task Thirty_components_of_which_something_happens_to_ten_every_other_day_take_at_most_40_KB()
    {
        string[] words =
        [
            "elevated",
            "errors",
            "delayed",
            "requests",
            "storage",
            "replica",
            "network",
            "failover",
            "slow",
            "answers",
            "region",
            "webhooks",
            "uploads",
            "sign-in",
            "deploys",
            "search",
        ];
        var dice = new Random(7); // The same texts at every run.
        string Text(int count) =>
            string.Join(' ', Enumerable.Range(0, count).Select(_ => words[dice.Next(words.Length)] + dice.Next(100)));
        string[] components = [.. Enumerable.Range(1, Components).Select(i => $"Service {i}: {Text(3)}")];
        var events = Enumerable
            .Range(1, 44)
            .Select(i => new JsonObject
            {
                ["id"] = $"e{i}",
                ["title"] = Text(8),
                ["impact"] = ((string[])["minor", "major", "critical"])[i % 3],
                ["components"] = new JsonArray([
                    .. Enumerable.Range(0, 10).Select(c => (JsonNode)components[(c * 3 + i) % Components]),
                ]),
                ["started_at"] = Iso(Now - (i * 2 * Day)),
                ["resolved_at"] = Iso(Now - (i * 2 * Day) + 5000),
                ["updates"] = new JsonArray(
                    new JsonObject
                    {
                        ["at"] = Iso(Now - (i * 2 * Day)),
                        ["status"] = "Investigating",
                        ["message"] = Text(30),
                    },
                    new JsonObject
                    {
                        ["at"] = Iso(Now - (i * 2 * Day) + 5000),
                        ["status"] = "Resolved",
                        ["message"] = Text(40),
                    }
                ),
            });

        await Demand(components, [.. events]);
    }

    private async Task Demand(string[] components, IReadOnlyList<JsonObject> events)
    {
        var page = await SitePage.Create(await frozen.NewAccount(), components);
        var sections = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    sections = Enumerable
                        .Range(1, 5)
                        .Select(i => new { name = $"Section {i}", description = $"What section {i} is for." }),
                }
            )
        ).Data["section_ids"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .ToArray();
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = components.Select(
                        (name, i) =>
                            new
                            {
                                component_id = page.Events.Components[i],
                                name,
                                section_id = sections[i / 6],
                                description = $"What {name} is for.",
                                available_since_seconds = Now - (200 * Day),
                            }
                    ),
                }
            )
        ).Data;
        var store = frozen.Server.Store;
        await using (var db = await store.Databases.CreateDbContextAsync())
        {
            var history = HistoryFile.Read(
                Encoding.UTF8.GetBytes(string.Join('\n', events.Select(e => e.ToJsonString()))),
                Now
            );
            var result = await ImportHistory.Info.Run(
                new ImportHistoryRequest(history, page.Events.PageId, "Other", _ => { }),
                store.Operation(db, page.Api.Caller, CancellationToken.None)
            );
            Assert.Equal((events.Count, 0), (result.Imported, result.ComponentsCreated));
        }

        foreach (var language in (string[])["en", "zh"])
        {
            var html = (await page.Visit("?lang=" + language)).Html();
            Assert.Equal(Components, html.QuerySelectorAll(".component svg.bars").Length);
            Assert.True(html.QuerySelectorAll("svg.bars a").Length >= 100, "too little happened for this to be a test");
            foreach (var encoding in (string[])["br", "gzip"])
            {
                var answer = await page.Visit("?lang=" + language, ("Accept-Encoding", encoding));
                Assert.True(answer.Bytes.Length <= Most, $"{language}, {encoding}: {answer.Bytes.Length} bytes");
            }
        }
    }

    private static string Region(string name, int i) => $"{name} {((string[])["Europe", "America", "Asia"])[i % 3]}";

    private static IEnumerable<string> Names(JsonObject e) =>
        e["components"]?.AsArray().Select(c => c!.GetValue<string>()) ?? [];

    private static long At(JsonNode time) =>
        DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    private static string Moved(JsonNode time, long days) => Iso(At(time) + (days * Day));

    private static string Iso(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
