using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Local times that an input alone cannot express: clock changes, seconds, the ends of the calendar.</summary>
[FullOnPostgres]
public sealed class TimesInFormsTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const string Publish = "/console/publish";
    private const string NewYork = "America/New_York";

    /// <summary>Every field of the console that takes a time.</summary>
    public static TheoryData<string> TimeFields =>
        ["incident start", "maintenance start", "maintenance end", "update", "entry", "past start", "past end"];

    [Theory]
    [InlineData("2025-11-02T05:30:00Z")] // 01:30 in summer time …
    [InlineData("2025-11-02T06:30:20Z")] // … and an hour later, when the clock shows it again.
    [InlineData("2026-03-08T07:30:40Z")]
    [InlineData("2026-05-01T12:00:59Z")]
    public async Task Correcting_only_the_text_keeps_the_moment(string time)
    {
        var (browser, page) = await Page(NewYork);
        var at = Seconds(time);
        var id = await Past(page, at - 7200, at);
        var entry =
            $"/console/pages/{page.PageId}/events/{id}/updates/{(await page.Read(id)).Updates()[1].Text("update_id")}";

        (await browser.SubmitTouching(await browser.Get(entry), entry, ("message", "In other words."))).Sees(
            $"/console/pages/{page.PageId}/events/{id}?done=entry-edited"
        );

        var change = await page.Read(id);
        Assert.Equal(
            ("In other words.", at, at),
            (
                change.Updates()[1].Text("description"),
                change.Updates()[1].Number("at_seconds"),
                change.Number("close_at_seconds")
            )
        );
    }

    [Fact]
    public async Task A_proposed_start_within_the_repeated_hour_keeps_its_moment()
    {
        // 01:30 in summer time: the next full hour is 01:00 again, in standard time.
        await using var server = await TestServer.Start(new TestClock(Time("2026-11-01T05:30:00Z")));
        var (browser, member) = await server.NewSignedInFrom(NewYork);
        var page = await ChangePage.Create(member, "API");
        var form = await browser.Get(Publish + "?type=maintenance");

        var made = await browser.SubmitTouching(
            form,
            Publish,
            ("title", "New disks"),
            ("message", "We change disks."),
            ($"c_{page.Components[0]}", "under_maintenance"),
            ("do", "publish")
        );

        Assert.Equal(Seconds("2026-11-01T06:00:00Z"), (await page.Read(Id(made))).Number("start_at_seconds"));
    }

    [Fact]
    public async Task A_correction_of_the_last_entry_moves_the_end_of_a_past_event_with_it()
    {
        var (browser, page) = await Page("UTC");
        var id = await Past(page, Now - 7200, Now - 3600, close: Now - 3600);
        var entry =
            $"/console/pages/{page.PageId}/events/{id}/updates/{(await page.Read(id)).Updates()[1].Text("update_id")}";

        await browser.SubmitTouching(
            await browser.Get(entry),
            entry,
            (
                "at",
                DateTimeOffset
                    .FromUnixTimeSeconds(Now - 1800)
                    .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)
            )
        );

        var change = await page.Read(id);
        Assert.Equal(
            (Now - 1840, Now - 1840),
            (change.Updates()[1].Number("at_seconds"), change.Number("close_at_seconds"))
        );
    }

    [Theory]
    [MemberData(nameof(TimeFields))]
    public async Task Of_a_typed_time_that_occurs_twice_the_first_counts_and_the_form_offers_the_other(string field)
    {
        var (browser, page) = await Page(NewYork);
        var (typed, first) = Repeated(field);

        Assert.Equal(first, await (await Type(browser, page, field, typed)).Stored());
        var again = await Type(browser, page, field, typed, title: "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Answer.Status);
        var choice = Regex.Match(
            again.Answer.Html,
            $"<select name=\"{again.Field}_moment\">.*?</select>",
            RegexOptions.Singleline
        );
        Assert.Equal(
            ["First, EDT (UTC−4)", "Second, EST (UTC−5)"],
            Regex.Matches(choice.Value, "<option[^>]*>([^<]*)<").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))
        );
        var second = Regex.Matches(choice.Value, "value=\"([^\"]*)\"")[1].Groups[1].Value;
        Assert.Equal(first + 3600, await (await Type(browser, page, field, typed, moment: second)).Stored());
    }

    [Theory]
    [MemberData(nameof(TimeFields))]
    public async Task A_typed_time_that_the_clock_skips_moves_forward_by_the_gap_and_the_form_tells(string field)
    {
        var (browser, page) = await Page(NewYork);
        var (typed, counts) = field.StartsWith("maintenance", StringComparison.Ordinal)
            ? ("2027-03-14T02:30", Seconds("2027-03-14T07:30:00Z"))
            : ("2026-03-08T02:30", Seconds("2026-03-08T07:30:00Z"));

        Assert.Equal(counts, await (await Type(browser, page, field, typed)).Stored());
        Assert.Contains(
            "This time doesn't exist that day because clocks change. It counts as 03:30 EDT.",
            (await Type(browser, page, field, typed, title: "")).Answer.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_script_asks_for_the_moment_of_a_time_while_it_is_typed()
    {
        var (browser, _) = await Page(NewYork);
        var token = (await browser.Get(Publish)).Token();
        async Task<string> Moment(string text, string kept = "") =>
            (
                await browser.Post("/console/moment", token, ("name", "start"), ("text", text), ("moment", kept))
            ).Html.Trim();

        Assert.Contains("<select name=\"start_moment\">", await Moment("2026-11-01T01:30"), StringComparison.Ordinal);
        Assert.Contains(
            "exist that day because clocks change",
            await Moment("2026-03-08T02:30"),
            StringComparison.Ordinal
        );
        Assert.Equal("", await Moment("2026-05-01T12:00"));
        Assert.Equal("", await Moment("nonsense"));
        Assert.Equal("", await Moment("9999-12-31T23:59"));
        Assert.Equal(
            "<input type=\"hidden\" name=\"start_moment\" value=\"2026-05-01T12:00=1777651259\" />",
            await Moment("2026-05-01T12:00", "2026-05-01T12:00=1777651259")
        );
    }

    [Theory]
    [MemberData(nameof(TimeFields))]
    public async Task The_ends_of_the_calendar_are_refused_at_the_field(string field)
    {
        foreach (var zone in (string[])["Pacific/Kiritimati", "Europe/Berlin", NewYork, "Pacific/Niue"])
        {
            var (browser, page) = await Page(zone);
            foreach (
                var typed in (string[])
                    [
                        "0001-01-01T00:00",
                        "0001-01-01T23:59",
                        "1969-12-31T23:59",
                        "9998-12-31T12:00",
                        "9999-12-31T23:59",
                        "10000-01-01T00:00",
                        "2026-02-30T12:00",
                    ]
            )
            {
                var told = await Type(browser, page, field, typed);
                Assert.True(
                    HttpStatusCode.UnprocessableEntity == told.Answer.Status,
                    $"{zone} {typed}: {told.Answer.Status}"
                );
                Assert.Matches($"<input id=\"{told.Field}\"[^>]*aria-invalid=\"true\"", told.Answer.Html);
            }
        }
    }

    [Fact]
    public async Task Days_at_the_ends_of_the_calendar_are_refused_too()
    {
        foreach (var zone in (string[])["Pacific/Kiritimati", "Pacific/Niue"])
        {
            var (browser, page) = await Page(zone);
            var component = $"/console/pages/{page.PageId}/components/{page.Components[0]}";
            foreach (var day in (string[])["0001-01-01", "9998-12-31", "9999-12-31"])
            {
                var told = await browser.SubmitTouching(await browser.Get(component), component, ("since", day));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
                Assert.Contains("aria-invalid=\"true\"", told.Html, StringComparison.Ordinal);
                foreach (var field in (string[])["from", "to"])
                    Assert.Equal(
                        HttpStatusCode.UnprocessableEntity,
                        (await browser.Get($"/console/audit?{field}={day}")).Status
                    );
            }
        }
    }

    [Fact]
    public async Task The_first_and_last_times_that_operations_take_are_shown_in_every_zone()
    {
        foreach (var zone in (string[])["Pacific/Kiritimati", "Pacific/Niue"])
        {
            var (browser, page) = await Page(zone);
            foreach (var at in (long[])[-1, 0, Validate.MaxSeconds + 1, long.MaxValue, long.MinValue])
                Assert.Equal("InvalidParameter", (await page.Announce(at)).Code);
            var future = (
                await page.Announce(Validate.MaxSeconds - 1, new { close_at_seconds = Validate.MaxSeconds })
            ).ChangeId();
            var past = await Past(page, 1, 2);
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.PageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = page.Components[0],
                            name = "API",
                            available_since_seconds = 1L,
                        },
                        new
                        {
                            component_id = page.Components[1],
                            name = "Web",
                            available_since_seconds = Validate.MaxSeconds,
                        },
                    },
                }
            );
            await DemandAllShown(browser, page, future, past);

            // An earlier release stored times up to the end of the calendar.
            await using (var db = await frozen.Server.Store.Databases.CreateDbContextAsync())
                await db
                    .Changes.Where(c => c.ChangeId == future)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(c => c.StartAt, 253402300798)
                            .SetProperty(c => c.CloseAt, 253402300799)
                            .SetProperty(c => c.Revision, c => c.Revision + 1)
                    );
            await page.Publish();
            await DemandAllShown(browser, page, future, past);
        }
    }

    private static async Task DemandAllShown(ConsoleBrowser browser, ChangePage page, params long[] changes)
    {
        var slug = (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data.Text("url_name");
        foreach (
            var path in (string[])
                [
                    $"/s/{slug}",
                    $"/s/{slug}/history",
                    $"/s/{slug}/feed.rss",
                    $"/s/{slug}/feed.atom",
                    $"/s/{slug}/maintenances.ics",
                    $"/s/{slug}/sitemap.xml",
                    $"/s/{slug}/api/v2/summary.json",
                    $"/s/{slug}/api/v2/scheduled-maintenances.json",
                    $"/s/{slug}/api/v2/incidents.json",
                    "/console",
                    $"/console/pages/{page.PageId}",
                    $"/console/pages/{page.PageId}/components/{page.Components[0]}",
                    $"/console/pages/{page.PageId}/components/{page.Components[1]}",
                    .. changes.SelectMany(id =>
                        (string[])
                            [
                                $"/s/{slug}/events/{id}",
                                $"/console/pages/{page.PageId}/events/{id}",
                                $"/console/pages/{page.PageId}/events/{id}/edit",
                                $"/console/pages/{page.PageId}/events/{id}/delete",
                            ]
                    ),
                ]
        )
            Assert.True(HttpStatusCode.OK == (await browser.Get(path)).Status, path);
    }

    /// <summary>
    /// Types a time into a field of a form and sends the form. An empty title or text makes it show the form again.
    /// </summary>
    private static async Task<Typed> Type(
        ConsoleBrowser browser,
        ChangePage page,
        string field,
        string text,
        string? moment = null,
        string title = "Broken"
    )
    {
        var base_ = $"/console/pages/{page.PageId}";
        switch (field)
        {
            case "incident start":
            case "maintenance start":
            case "maintenance end":
                var isIncident = field == "incident start";
                var name = field == "maintenance end" ? "end" : "start";
                // The other of the two is far enough away.
                var other =
                    name == "end" ? ("start", "2026-06-01T12:00") : ("end", isIncident ? "" : "2030-06-01T12:00");
                return new Typed(
                    name,
                    page,
                    await browser.SubmitTouching(
                        await browser.Get(
                            $"{Publish}?type={(isIncident ? "incident" : "maintenance")}&page_id={page.PageId}"
                        ),
                        Publish,
                        ("title", title),
                        ("message", "Words."),
                        ("auto", ""),
                        ($"c_{page.Components[0]}", isIncident ? "degraded" : "under_maintenance"),
                        (name, text),
                        (name + "_moment", moment ?? ""),
                        other,
                        ("do", "publish")
                    ),
                    change => change.Number(name == "end" ? "close_at_seconds" : "start_at_seconds")
                );
            case "update":
            {
                var id = (await page.Publish(new { start_at_seconds = 1_700_000_000 })).ChangeId();
                return new Typed(
                    "at",
                    page,
                    await browser.SubmitTouching(
                        await browser.Get($"{base_}/events/{id}"),
                        $"{base_}/events/{id}",
                        // A long text is refused; an empty one is not, everywhere.
                        ("message", title.Length > 0 ? "Words." : new string('x', 65536)),
                        ("at", text),
                        ("at_moment", moment ?? ""),
                        // It may become the first update, which names components.
                        ($"c_{page.Components[0]}", "partial_outage"),
                        ("do", "add")
                    ),
                    change => change.Updates().Single(u => u.Text("description") == "Words.").Number("at_seconds"),
                    id
                );
            }

            case "entry":
            {
                var id = await Past(page, 1_700_000_000, Now - 60);
                var address = $"{base_}/events/{id}/updates/{(await page.Read(id)).Updates()[1].Text("update_id")}";
                return new Typed(
                    "at",
                    page,
                    await browser.SubmitTouching(
                        await browser.Get(address),
                        address,
                        ("message", title.Length > 0 ? "Words." : ""),
                        ("at", text),
                        ("at_moment", moment ?? "")
                    ),
                    change => change.Updates()[1].Number("at_seconds"),
                    id
                );
            }

            default:
            {
                var (i, address) = (field == "past start" ? 0 : 1, base_ + "/events/past");
                return new Typed(
                    $"at_{i}",
                    page,
                    await browser.SubmitTouching(
                        await browser.Get(address),
                        address,
                        ("title", title),
                        ("message_0", "Words."),
                        ("message_1", "Words."),
                        ($"e0c_{page.Components[0]}", "degraded"),
                        ($"at_{1 - i}", i == 0 ? "2026-05-01T12:00" : "2024-05-01T12:00"),
                        ($"at_{i}", text),
                        ($"at_{i}_moment", moment ?? ""),
                        ("do", "publish")
                    ),
                    change => change.Updates()[i].Number("at_seconds")
                );
            }
        }
    }

    private static (string Text, long First) Repeated(string field) =>
        field.StartsWith("maintenance", StringComparison.Ordinal)
            ? ("2026-11-01T01:30", Seconds("2026-11-01T05:30:00Z"))
            : ("2025-11-02T01:30", Seconds("2025-11-02T05:30:00Z"));

    private async Task<(ConsoleBrowser Browser, ChangePage Page)> Page(string zone)
    {
        var (browser, member) = await frozen.Server.NewSignedInFrom(zone);
        return (browser, await ChangePage.Create(member, "API", "Web"));
    }

    private static async Task<long> Past(ChangePage page, long start, long end, long? close = null) =>
        (
            await page.Publish(
                new
                {
                    is_retrospective = true,
                    status = "resolved",
                    start_at_seconds = start,
                    close_at_seconds = close,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            description = "Down.",
                            component_changes = page.Says((0, "partial_outage")),
                        },
                        new
                        {
                            at_seconds = end,
                            status = "resolved",
                            description = "Up.",
                            component_changes = page.Says((0, "operational")),
                        },
                    },
                }
            )
        ).ChangeId();

    private static long Id(ConsoleAnswer answer) =>
        long.Parse(
            Regex.Match(answer.Location ?? answer.Text, @"/events/(\d+)").Groups[1].Value,
            CultureInfo.InvariantCulture
        );

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static long Seconds(string text) => Time(text).ToUnixTimeSeconds();

    private sealed record Typed(
        string Field,
        ChangePage Page,
        ConsoleAnswer Answer,
        Func<System.Text.Json.Nodes.JsonObject, long?> Of,
        long? ChangeId = null
    )
    {
        public async Task<long?> Stored()
        {
            Assert.True(Answer.Status == HttpStatusCode.SeeOther, Answer.Text);
            return Of(await Page.Read(ChangeId ?? Id(Answer)));
        }
    }
}
