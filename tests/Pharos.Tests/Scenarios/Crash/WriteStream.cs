using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Crash;

/// <summary>
/// One client's writes to a page, and what was acknowledged of them. Every write says in its own text all that it
/// should consist of, so that a partial write is recognisable.
/// </summary>
internal sealed class WriteStream(string name, Random random)
{
    private const int Updates = 4;
    private readonly List<(string Title, long ChangeId)> events = [];
    private readonly List<string> acknowledged = [];

    public int Acknowledged => acknowledged.Count;

    public long PageId { get; set; }
    public IReadOnlyList<string> Components { get; set; } = [];

    /// <summary>Writes until the connection breaks.</summary>
    public async Task Run(ApiClient api, Action acknowledge)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                if (await Write(api, i) is not { } what)
                    continue;
                acknowledged.Add(what);
                acknowledge();
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            // Killed: what was under way may be there whole or not at all.
        }
    }

    /// <summary>Fails unless the page holds every acknowledged write, and no half of any.</summary>
    public async Task Check(ApiClient api)
    {
        var changes = (
            await api.Get("/status-page/change/active/list", ("page_id", PageId), ("type", "incident"))
        ).Data["items"]!.AsArray();
        var entries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var title = change!["title"]!.GetValue<string>();
            var updates = change["updates"]!.AsArray();
            var first = updates
                .Where(u => u!["description"]!.GetValue<string>().StartsWith($"{title}/u", StringComparison.Ordinal))
                .ToList();
            Assert.Equal(Updates, first.Count);
            Assert.All(updates, u => Assert.Equal(Components.Count, u!["component_changes"]!.AsArray().Count));
            entries.Add("event " + title);
            entries.UnionWith(updates.Select(u => "entry " + u!["description"]!.GetValue<string>()));
        }

        var page = (await api.Get("/status-page/info", ("page_id", PageId))).Data;
        foreach (
            var batch in page["components"]!
                .AsArray()
                .Select(c => c!["name"]!.GetValue<string>())
                .Where(n => n.Contains('#', StringComparison.Ordinal))
                .GroupBy(n => n[..n.IndexOf('#')])
        )
        {
            Assert.Equal(5, batch.Count());
            entries.Add("components " + batch.Key);
        }

        // The name and the footer are written together; a later name may have been under way.
        Assert.Equal(page["name"]!.GetValue<string>(), page["page_footer"]?.GetValue<string>() ?? "Acme");
        foreach (var what in acknowledged.Where(a => !a.StartsWith("page ", StringComparison.Ordinal)))
            Assert.Contains(what, entries);
        if (acknowledged.FindLast(a => a.StartsWith("page ", StringComparison.Ordinal)) is { } last)
            Assert.True(
                Number(page["name"]!.GetValue<string>()) >= Number(last[5..]),
                $"the page is '{page["name"]}' after '{last}' was acknowledged"
            );
    }

    /// <summary>What was acknowledged; null when there was nothing to do.</summary>
    private async Task<string?> Write(ApiClient api, int i)
    {
        var title = $"{name}-{i}";
        switch (random.Next(6))
        {
            case 0 or 1:
                var made = await api.Post(
                    "/status-page/change/create",
                    new
                    {
                        page_id = PageId,
                        type = "incident",
                        title,
                        description = "Down.",
                        status = "monitoring",
                        start_at_seconds = 1_700_000_000,
                        updates = Enumerable
                            .Range(0, Updates)
                            .Select(u => new
                            {
                                at_seconds = 1_700_000_000 + u,
                                status = "monitoring",
                                description = $"{title}/u{u}",
                                component_changes = All("degraded"),
                            }),
                    }
                );
                events.Add((title, made.Data["change_id"]!.GetValue<long>()));
                return "event " + title;
            case 2 or 3 when events.Count > 0:
                var (_, changeId) = events[random.Next(events.Count)];
                _ = (
                    await api.Post(
                        "/status-page/change/timeline/create",
                        new
                        {
                            page_id = PageId,
                            change_id = changeId,
                            status = "monitoring",
                            description = title,
                            component_changes = All("partial_outage"),
                        }
                    )
                ).Data;
                return "entry " + title;
            case 4:
                _ = (
                    await api.Post(
                        "/status-page/component/upsert",
                        new
                        {
                            page_id = PageId,
                            components = Enumerable.Range(0, 5).Select(c => new { name = $"{title}#{c}" }),
                        }
                    )
                ).Data;
                return "components " + title;
            case 5:
                _ = (
                    await api.Post(
                        "/status-page/update",
                        new
                        {
                            page_id = PageId,
                            name = title,
                            page_footer = title,
                        }
                    )
                ).Data;
                return "page " + title;
            default:
                return null;
        }
    }

    private JsonArray All(string status) =>
        new([.. Components.Select(id => new JsonObject { ["component_id"] = id, ["status"] = status })]);

    private static int Number(string text) =>
        int.TryParse(text.AsSpan(text.LastIndexOf('-') + 1), out var number) ? number : -1;
}
