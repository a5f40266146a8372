using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The eight documents as readers of Atlassian Statuspage expect them, field by field.</summary>
[FullOnPostgres]
public sealed class StatuspageJsonTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    private static readonly string[] ComponentFields =
    [
        "id",
        "name",
        "status",
        "created_at",
        "updated_at",
        "position",
        "description",
        "showcase",
        "start_date",
        "group_id",
        "page_id",
        "group",
        "only_show_if_degraded",
    ];

    private static readonly string[] EventFields =
    [
        "id",
        "name",
        "status",
        "impact",
        "created_at",
        "updated_at",
        "started_at",
        "monitoring_at",
        "resolved_at",
        "shortlink",
        "page_id",
        "incident_updates",
        "components",
    ];

    private static readonly Dictionary<string, string[]> Documents = new(StringComparer.Ordinal)
    {
        ["summary.json"] = ["page", "components", "incidents", "scheduled_maintenances", "status"],
        ["status.json"] = ["page", "status"],
        ["components.json"] = ["page", "components"],
        ["incidents.json"] = ["page", "incidents"],
        ["incidents/unresolved.json"] = ["page", "incidents"],
        ["scheduled-maintenances.json"] = ["page", "scheduled_maintenances"],
        ["scheduled-maintenances/upcoming.json"] = ["page", "scheduled_maintenances"],
        ["scheduled-maintenances/active.json"] = ["page", "scheduled_maintenances"],
    };

    [Fact]
    public async Task Every_document_has_every_field_in_its_type()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);

        foreach (var (name, fields) in Documents)
        {
            var json = await page.Json(name);
            Has(json, fields);
            Has(json["page"], ["id", "name", "url", "time_zone", "updated_at"]);
            Assert.Equal(
                (page.Events.PageId.ToString(), "Acme", "UTC"),
                (Text(json["page"]!["id"]), Text(json["page"]!["name"]), Text(json["page"]!["time_zone"]))
            );
            Assert.EndsWith(page.Path, new Uri(Text(json["page"]!["url"])).AbsoluteUri, StringComparison.Ordinal);
            Iso(json["page"]!["updated_at"]);
            if (json["status"] is { } status)
                Assert.Equal(
                    ("major", "Partial System Outage"),
                    (Text(status["indicator"]), Text(status["description"]))
                );
            foreach (var component in Items(json, "components"))
                DemandComponent(component);
            foreach (var incident in Items(json, "incidents"))
                DemandEvent(incident, EventFields);
            foreach (var maintenance in Items(json, "scheduled_maintenances"))
            {
                DemandEvent(maintenance, [.. EventFields, "scheduled_for", "scheduled_until"]);
                Iso(maintenance["scheduled_for"]);
                Iso(maintenance["scheduled_until"]);
            }
        }
    }

    [Fact]
    public async Task Each_document_holds_what_its_name_says()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);

        Assert.Equal(["Now out", "Over"], await Names(page, "incidents.json", "incidents"));
        Assert.Equal(["Now out"], await Names(page, "incidents/unresolved.json", "incidents"));
        Assert.Equal(["Now out"], await Names(page, "summary.json", "incidents"));
        Assert.Equal(
            ["To come", "Under way"],
            await Names(page, "scheduled-maintenances.json", "scheduled_maintenances")
        );
        Assert.Equal(["To come"], await Names(page, "scheduled-maintenances/upcoming.json", "scheduled_maintenances"));
        Assert.Equal(["Under way"], await Names(page, "scheduled-maintenances/active.json", "scheduled_maintenances"));
        Assert.Equal(["To come", "Under way"], await Names(page, "summary.json", "scheduled_maintenances"));
        Assert.Equal(["Web", "Core", "API"], await Names(page, "components.json", "components"));
    }

    [Theory]
    [InlineData("incident", "investigating", "resolved", "degraded", "incidents")]
    [InlineData("maintenance", "ongoing", "completed", "under_maintenance", "scheduled_maintenances")]
    public async Task A_list_has_the_latest_fifty_whatever_their_age(
        string type,
        string begun,
        string over,
        string status,
        string list
    )
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        for (var i = 0; i < 51; i++)
        {
            var start = Now - ((100 + i) * 86400);
            await page.Events.Publish(
                new
                {
                    type,
                    is_retrospective = true,
                    title = $"Number {i}",
                    status = over,
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = begun,
                            component_changes = page.Events.Says((0, status)),
                        },
                        new
                        {
                            at_seconds = start + 60,
                            status = over,
                            component_changes = page.Events.Says((0, "operational")),
                        },
                    },
                }
            );
        }

        await (
            type == "incident"
                ? page.Events.Publish(new { title = "Now" })
                : page.Events.Announce(Now, new { title = "Now" })
        );

        Assert.Equal(
            Enumerable.Range(0, 49).Select(i => $"Number {i}").Prepend("Now"),
            await Names(page, list.Replace('_', '-') + ".json", list)
        );
        Assert.Empty((await page.Visit()).Html().QuerySelectorAll("section[aria-labelledby=past] article"));
    }

    [Fact]
    public async Task The_times_of_an_event_are_in_order()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var past = new[]
        {
            new
            {
                at_seconds = Now - 500_000,
                status = "investigating",
                component_changes = page.Events.Says((0, "degraded")),
            },
            new
            {
                at_seconds = Now - 490_000,
                status = "monitoring",
                component_changes = page.Events.Says((0, "degraded")),
            },
            new
            {
                at_seconds = Now - 480_000,
                status = "resolved",
                component_changes = page.Events.Says((0, "operational")),
            },
        };
        // Stated ends before and after the last update.
        foreach (var close in (long?[])[null, Now - 495_000, Now - 470_000])
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title = $"Past, stated end: {close?.ToString(CultureInfo.InvariantCulture) ?? "none"}",
                    status = "resolved",
                    start_at_seconds = Now - 500_000,
                    close_at_seconds = close,
                    updates = past,
                }
            );
        await page.Events.Publish(new { title = "Begun two hours ago", start_at_seconds = Now - 7200 });
        await page.Events.Publish(
            new
            {
                title = "Written two hours late",
                start_at_seconds = Now - 7200,
                updates = new[]
                {
                    new
                    {
                        at_seconds = Now - 7200,
                        status = "investigating",
                        component_changes = page.Events.Says((0, "degraded")),
                    },
                },
            }
        );
        var off = (
            await page.Events.Announce(Now + 7200, new { title = "Called off", close_at_seconds = Now + 9000 })
        ).ChangeId();
        await page.Events.Update(off, "completed", Now, (0, "operational"));
        var early = (await page.Events.Announce(Now + 7200, new { title = "Begun early" })).ChangeId();
        await page.Events.Update(early, "ongoing", Now);
        await page.Events.Announce(Now - 7200, new { title = "Running, no end" });

        var all = Items(await page.Json("incidents.json"), "incidents")
            .Concat(Items(await page.Json("scheduled-maintenances.json"), "scheduled_maintenances"))
            .ToList();

        Assert.Equal(8, all.Count);
        foreach (var e in all)
        {
            long[] times =
            [
                .. ((string[])["created_at", "started_at", "monitoring_at", "resolved_at"])
                    .Where(name => e[name] is not null)
                    .Select(name => Iso(e[name])),
            ];
            Assert.True(times.SequenceEqual(times.Order()), e.ToJsonString());
            var updated = Iso(e["updated_at"]);
            if (e["resolved_at"] is { } resolved)
                Assert.True(Iso(resolved) <= updated, e.ToJsonString());
            foreach (var update in Items(e, "incident_updates"))
                Assert.True(
                    Iso(e["created_at"]) <= Iso(update["created_at"]) && Iso(update["created_at"]) <= updated,
                    e.ToJsonString()
                );
            if (e["scheduled_for"] is { } planned)
                Assert.True(Iso(planned) <= Iso(e["scheduled_until"]), e.ToJsonString());
        }

        Assert.Equal(
            (Now - 500_000, Now - 480_000),
            (
                Iso(all.Single(e => Text(e["name"]) == "Past, stated end: none")["created_at"]),
                Iso(all.Single(e => Text(e["name"]) == "Past, stated end: none")["resolved_at"])
            )
        );
    }

    [Fact]
    public async Task A_component_and_its_section_are_updated_by_the_event_that_changes_the_status()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(Now));
        await using var server = await TestServer.Start(clock);
        var page = await SitePage.Create(await server.NewAccount());
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                available_since_seconds = Now - 86400,
            }
        );
        var section = await page.Api.Post(
            "/status-page/section/upsert",
            new { page_id = page.Events.PageId, sections = new[] { new { name = "Core" } } }
        );
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                section_id = section.Data["section_ids"]![0]!.GetValue<string>(),
            }
        );
        async Task<(long Web, long Core, long Api)> Updated()
        {
            var all = Items(await page.Json("components.json"), "components");
            return (Iso(all[0]["updated_at"]), Iso(all[1]["updated_at"]), Iso(all[2]["updated_at"]));
        }

        Assert.Equal((Now, Now, Now), await Updated());
        var api = Items(await page.Json("components.json"), "components")[2];
        Assert.Equal((Now - 86400, "2026-05-27"), (Iso(api["created_at"]), Text(api["start_date"])));
        clock.Advance(TimeSpan.FromSeconds(2));
        var id = (await page.Events.Publish()).ChangeId();
        Assert.Equal((Now, Now + 2, Now + 2), await Updated());
        clock.Advance(TimeSpan.FromSeconds(60));
        await page.Events.Update(id, "monitoring");
        Assert.Equal((Now, Now + 2, Now + 2), await Updated());
        await page.Events.Update(id, "resolved", null, (0, "operational"));
        Assert.Equal((Now, Now + 62, Now + 62), await Updated());
        // A maintenance changes nothing before it begins.
        await page.Events.Announce(Now + 3600);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((Now, Now + 62, Now + 62), await Updated());
    }

    [Fact]
    public async Task Values_are_those_of_the_page()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);

        var components = Items(await page.Json("components.json"), "components");
        var (web, core, api) = (components[0], components[1], components[2]);
        Assert.Equal(
            ["under_maintenance", "partial_outage", "partial_outage"],
            components.Select(c => Text(c["status"]))
        );
        Assert.Equal([1, 2, 3], components.Select(c => c["position"]!.GetValue<int>()));
        Assert.Equal(
            ("", "", Text(core["id"])),
            (Text(web["group_id"]), Text(core["group_id"]), Text(api["group_id"]))
        );
        Assert.Equal(Text(api["id"]), Text(Assert.Single(core["components"]!.AsArray())));
        Assert.Equal((page.Events.Components[0], page.Events.Components[1]), (Text(api["id"]), Text(web["id"])));
        Assert.Equal("2026-05-28", Text(api["start_date"]));

        var over = Items(await page.Json("incidents.json"), "incidents")[1];
        Assert.Equal(("resolved", "critical"), (Text(over["status"]), Text(over["impact"])));
        Assert.Equal(
            (Now - 1000, Now - 800, Now - 700),
            (Iso(over["started_at"]), Iso(over["monitoring_at"]), Iso(over["resolved_at"]))
        );
        var updates = over["incident_updates"]!.AsArray();
        Assert.Equal(["resolved", "monitoring", "investigating"], updates.Select(u => Text(u!["status"])));
        var affected = updates[0]!["affected_components"]![0]!;
        Assert.Equal(
            ("major_outage", "operational", "API", page.Events.Components[0]),
            (Text(affected["old_status"]), Text(affected["new_status"]), Text(affected["name"]), Text(affected["code"]))
        );

        var maintenances = Items(await page.Json("scheduled-maintenances.json"), "scheduled_maintenances");
        Assert.Equal(["scheduled", "in_progress"], maintenances.Select(m => Text(m["status"])));
        Assert.Equal(
            (Now + 3600, Now + 7200),
            (Iso(maintenances[0]["scheduled_for"]), Iso(maintenances[0]["scheduled_until"]))
        );
    }

    [Fact]
    public async Task Identifiers_stay_what_they_are_through_every_change()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);
        var before = await Identifiers(page);

        await page.Set(new { name = "Renamed", page_header = "Hello" });
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[1],
                name = "Web renamed",
                order_id = 50,
            }
        );

        Assert.Equal(before, await Identifiers(page));
    }

    [Fact]
    public async Task A_page_without_anything_has_every_document_too()
    {
        var page = await SitePage.Create(await frozen.NewAccount());

        foreach (var (name, fields) in Documents)
            Has(await page.Json(name), fields);
        Assert.Equal("none", Text((await page.Json("status.json"))["status"]!["indicator"]));
    }

    /// <summary>
    /// API in a section, partly out; Web under maintenance; an incident that is over and a maintenance to come.
    /// </summary>
    private static async Task FillIn(SitePage page)
    {
        var section = await page.AddSection("Core");
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                section_id = section,
            }
        );
        var over = (
            await page.Events.Publish(
                new
                {
                    title = "Over",
                    start_at_seconds = Now - 1000,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 1000,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "full_outage")),
                        },
                    },
                }
            )
        ).ChangeId();
        await page.Events.Update(over, "monitoring", Now - 800);
        await page.Events.Update(over, "resolved", Now - 700, (0, "operational"));
        await page.Events.Publish(
            new
            {
                title = "Now out",
                updates = new[]
                {
                    new { status = "investigating", component_changes = page.Events.Says((0, "partial_outage")) },
                },
            }
        );
        object[] maintained = page.Events.Says((1, "under_maintenance"));
        var underWay = (
            await page.Events.Announce(
                Now - 60,
                new
                {
                    title = "Under way",
                    close_at_seconds = Now + 600,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 600,
                            status = "scheduled",
                            component_changes = maintained,
                        },
                    },
                }
            )
        ).ChangeId();
        await page.Events.Update(underWay, "ongoing", Now - 60);
        await page.Events.Announce(Now + 3600, new { title = "To come", close_at_seconds = Now + 7200 });
    }

    private static void DemandComponent(JsonObject component)
    {
        var isGroup = component["group"]!.GetValue<bool>();
        Has(component, isGroup ? [.. ComponentFields, "components"] : ComponentFields);
        Assert.Contains(
            Text(component["status"]),
            (string[])["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]
        );
        Assert.NotEqual("", Text(component["id"]));
        Assert.NotEqual("", Text(component["page_id"]));
        Iso(component["created_at"]);
        Iso(component["updated_at"]);
        Assert.True(component["position"]!.GetValue<int>() > 0);
        Assert.Contains(
            component["showcase"]!.GetValueKind(),
            (JsonValueKind[])[JsonValueKind.True, JsonValueKind.False]
        );
        Assert.False(component["only_show_if_degraded"]!.GetValue<bool>());
    }

    private static void DemandEvent(JsonObject e, string[] fields)
    {
        Has(e, fields);
        Assert.Contains(
            Text(e["status"]),
            (string[])
                [
                    "investigating",
                    "identified",
                    "monitoring",
                    "resolved",
                    "scheduled",
                    "in_progress",
                    "verifying",
                    "completed",
                ]
        );
        Assert.Contains(Text(e["impact"]), (string[])["none", "minor", "major", "critical", "maintenance"]);
        foreach (var time in (string[])["created_at", "updated_at", "started_at"])
            Iso(e[time]);
        Assert.True(Uri.TryCreate(Text(e["shortlink"]), UriKind.Absolute, out _));
        Assert.NotEmpty(Items(e, "incident_updates"));
        foreach (var update in Items(e, "incident_updates"))
        {
            Has(
                update,
                ["id", "incident_id", "status", "body", "created_at", "updated_at", "display_at", "affected_components"]
            );
            Assert.Equal(Text(e["id"]), Text(update["incident_id"]));
            Iso(update["display_at"]);
            foreach (var affected in Items(update, "affected_components"))
                Has(affected, ["code", "name", "old_status", "new_status"]);
        }

        foreach (var component in Items(e, "components"))
            DemandComponent(component);
    }

    private static async Task<IEnumerable<string>> Names(SitePage page, string document, string list) =>
        Items(await page.Json(document), list).Select(i => Text(i["name"]));

    private static async Task<string> Identifiers(SitePage page)
    {
        var json = await page.Json("summary.json");
        var events = Items(json, "incidents").Concat(Items(json, "scheduled_maintenances")).ToList();
        return string.Join(
            ' ',
            ((IEnumerable<string>)[Text(json["page"]!["id"])])
                .Concat(Items(json, "components").Select(c => Text(c["id"])).Order(StringComparer.Ordinal))
                .Concat(events.Select(e => Text(e["id"])))
                .Concat(events.SelectMany(e => Items(e, "incident_updates")).Select(u => Text(u["id"])))
        );
    }

    private static List<JsonObject> Items(JsonObject json, string name) =>
        json[name] is { } items ? [.. items.AsArray().Select(i => i!.AsObject())] : [];

    /// <summary>Exactly these fields.</summary>
    private static void Has(JsonNode? json, string[] fields) =>
        Assert.Equal(
            fields.Order(StringComparer.Ordinal),
            json!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal)
        );

    private static string Text(JsonNode? value) => value?.GetValue<string>() ?? "";

    private static long Iso(JsonNode? value) =>
        DateTimeOffset
            .ParseExact(
                Text(value),
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            )
            .ToUnixTimeSeconds();
}
