using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Importing;

[Trait("Runs", "Once")]
public sealed class HistoryFileTests
{
    private static readonly long Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    [Fact]
    public void A_line_is_read_with_all_it_says()
    {
        var one = Assert.Single(Read(Incident()));

        Assert.Equal(
            (1, "a1", "Slow uploads", ChangeType.Incident, HistoryImpact.Minor),
            (one.Line, one.Id, one.Title, one.Type, one.Impact)
        );
        Assert.Equal(["Uploads"], one.Components);
        Assert.Equal((1741442700, 1741445400), (one.StartedAt, one.ResolvedAt));
        Assert.Equal(
            [
                new(1741442700, ChangeStatus.Investigating, "Uploads are slow."),
                new(1741443000, null, "Still slow."),
                new HistoryUpdate(1741445400, ChangeStatus.Resolved, "Fast again."),
            ],
            one.Updates
        );
    }

    [Fact]
    public void Blank_lines_a_byte_order_mark_and_windows_line_ends_do_no_harm()
    {
        var events = Read("\uFEFF\r\n" + Incident() + "\r\n \t\r\n" + Incident(e => e["id"] = "a2"));

        Assert.Equal([("a1", 2), ("a2", 4)], events.Select(e => (e.Id, e.Line)));
    }

    [Fact]
    public void An_empty_file_holds_no_events() => Assert.Empty(Read(""));

    [Theory]
    [InlineData("RESOLVED", ChangeStatus.Resolved)]
    [InlineData("resolved", ChangeStatus.Resolved)]
    public void Statuses_are_known_in_any_case(string name, ChangeStatus status) =>
        Assert.Equal(status, Read(Incident(e => Update(e, 2)["status"] = name))[0].Updates[2].Status);

    [Theory]
    [InlineData("In progress")]
    [InlineData("Verifying")]
    [InlineData("in_progress")]
    [InlineData("ongoing")]
    public void The_middle_of_a_maintenance_has_several_names(string name) =>
        Assert.Equal(ChangeStatus.Ongoing, Read(Maintenance(name))[0].Updates[1].Status);

    [Theory]
    [InlineData("2025-03-08T14:05:00Z")]
    [InlineData("2025-03-08T14:05:00z")]
    [InlineData("2025-03-08t14:05:00Z")]
    [InlineData("2025-03-08T14:05Z")]
    [InlineData("2025-03-08T14:05:00+00:00")]
    [InlineData("2025-03-08T14:05:00-00:00")]
    [InlineData("2025-03-08T14:05:00.000+00:00")]
    [InlineData("2025-03-08T14:05:00,123456789Z")]
    [InlineData("2025-03-08T15:05:00+01:00")]
    [InlineData("2025-03-08T06:05:00.5-0800")]
    [InlineData("2025-03-08T19:50+0545")]
    [InlineData("2025-03-09T04:05:00+14")]
    public void A_time_with_any_offset_is_the_moment_it_names(string time) =>
        Assert.Equal(1741442700, Read(Incident(e => e["started_at"] = time))[0].StartedAt);

    [Fact]
    public void What_follows_the_end_leaves_the_status()
    {
        var one = Assert.Single(
            Read(
                Incident(e =>
                    e["updates"]!
                        .AsArray()
                        .Add(
                            new JsonObject
                            {
                                ["at"] = "2025-03-09T10:00:00Z",
                                ["status"] = "Postmortem",
                                ["message"] = "A disk was full.",
                            }
                        )
                )
            )
        );

        Assert.Equal((null, "A disk was full."), (one.Updates[3].Status, one.Updates[3].Message));
        Assert.Equal(1741445400, one.ResolvedAt);
    }

    [Fact]
    public void Without_an_impact_the_statuses_tell_what_the_event_is()
    {
        Assert.Equal(ChangeType.Maintenance, Read(Maintenance("In progress", e => e["impact"] = null))[0].Type);
        Assert.Equal(
            (ChangeType.Incident, HistoryImpact.None),
            Read(Incident(e => e.Remove("impact"))).Select(e => (e.Type, e.Impact)).Single()
        );
    }

    [Fact]
    public void Components_may_be_missing() => Assert.Empty(Read(Incident(e => e["components"] = null))[0].Components);

    public static TheoryData<string, string> InvalidLines =>
        new()
        {
            { """{"id": "a1",""", "must be valid JSON" },
            { """{"id": "a1", "id": "a2"}""", "must be valid JSON without duplicate fields" },
            { "[]", "must be a JSON object" },
            { Incident(e => e.Remove("id")), "id: is required" },
            { Incident(e => e["id"] = 17), "id: must be a string" },
            { Incident(e => e["title"] = "  "), "title: must be a line of 1 to 255 characters" },
            { Incident(e => e["title"] = new string('x', 256)), "title: must be a line of 1 to 255 characters" },
            {
                Incident().Replace("Slow uploads", "\\ud800", StringComparison.Ordinal),
                "title: must be a string of valid Unicode"
            },
            {
                Incident(e => e["impact"] = "huge"),
                "impact: must be one of none, minor, major, critical, maintenance, or null"
            },
            { Incident(e => e["components"] = "Uploads"), "components: must be a list" },
            { Incident(e => e["components"] = new JsonArray("Uploads", "")), "components[1]: must be a line" },
            {
                Incident(e => e["components"] = new JsonArray("Uploads", "Web", "Uploads")),
                "components[2]: names the same component twice"
            },
            { Incident(e => e["started_at"] = "2025-03-08 14:05"), "started_at: must be a time in ISO 8601" },
            {
                Incident(e => e["started_at"] = "2025-03-08T14:05:00"),
                "started_at: must be a time in ISO 8601 after 1970, with Z or an offset"
            },
            { Incident(e => e["started_at"] = "0001-01-01T00:00:00+14:00"), "started_at: must be a time in ISO 8601" },
            { Incident(e => e["started_at"] = "2025-03-08T14:05:00+19:00"), "started_at: must be a time in ISO 8601" },
            { Incident(e => e["started_at"] = "2025-03-08T25:05:00Z"), "started_at: must be a time in ISO 8601" },
            { Incident(e => e["resolved_at"] = "9999-12-31T23:59:59-12:00"), "resolved_at: must" },
            { Incident(e => e.Remove("resolved_at")), "resolved_at: is required" },
            { Incident(e => e["resolved_at"] = null), "resolved_at: is required" },
            { Incident(e => e["resolved_at"] = "2025-03-08T14:00:00Z"), "resolved_at: must not be before started_at" },
            { Incident(e => e["resolved_at"] = "2026-03-08T14:00:00Z"), "resolved_at: must not be in the future" },
            { Incident(e => e["updates"] = new JsonArray()), "updates: must be a list of 1 to 999 updates" },
            { Incident(e => Update(e, 1).Remove("at")), "updates[1].at: is required" },
            { Incident(e => Update(e, 1)["at"] = "yesterday"), "updates[1].at: must be a time in ISO 8601" },
            {
                Incident(e => Update(e, 0)["at"] = "2025-03-08T14:04:59Z"),
                "updates[0].at: must not be before started_at"
            },
            {
                Incident(e => Update(e, 1)["at"] = "2025-03-08T14:04:59Z"),
                "updates[1].at: must not be before the previous update"
            },
            { Incident(e => Update(e, 1)["status"] = "Fixed"), "updates[1].status: must be one of Investigating" },
            {
                Incident(e => Update(e, 1)["status"] = "Scheduled"),
                "updates[1].status: must be one of Investigating, Identified, Monitoring, Update, "
                    + "Resolved, Postmortem, because this is an incident"
            },
            { Incident(e => Update(e, 2)["status"] = "Monitoring"), "updates[2].status: must be Resolved" },
            { Incident(e => Update(e, 2)["status"] = "Update"), "updates[2].status: must be Resolved" },
            { Incident(e => Update(e, 1).Remove("message")), "updates[1].message: is required" },
            {
                Incident(e => Update(e, 1)["message"] = "\0"),
                "updates[1].message: must not contain the character U+0000"
            },
            {
                Incident(e => Update(e, 1)["message"] = new string('x', 65536)),
                "updates[1].message: must be at most 65535 characters long"
            },
            {
                Maintenance("Resolved"),
                "updates[1].status: must be one of Scheduled, In progress, Verifying, Update, Completed, because this "
                    + "is a maintenance"
            },
        };

    [Theory]
    [MemberData(nameof(InvalidLines))]
    public void An_error_is_reported_with_line_and_field(string line, string fault)
    {
        var told = Assert.Throws<HistoryException>(() => Read(Incident(e => e["id"] = "good") + "\n\n" + line));

        Assert.StartsWith("line 3: " + fault, Assert.Single(told.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_lines_are_reported_at_once()
    {
        var told = Assert.Throws<HistoryException>(() => Read("{}\n" + Incident() + "\n[]"));

        Assert.Equal(["line 1: id: is required", "line 3: must be a JSON object"], told.Errors);
    }

    [Fact]
    public void Two_events_with_the_same_id_are_reported_with_both_lines()
    {
        var told = Assert.Throws<HistoryException>(() => Read(Incident() + "\n" + Incident()));

        Assert.Equal(["line 2: id: is already used in line 1"], told.Errors);
    }

    [Fact]
    public void Invalid_UTF_8_is_reported()
    {
        byte[] file =
        [
            .. Encoding.Latin1.GetBytes(Incident().Replace("Slow", "L\u00e4ngsame", StringComparison.Ordinal)),
        ];

        var told = Assert.Throws<HistoryException>(() => HistoryFile.Read(file, Now));

        Assert.StartsWith("line 1: ", told.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_maintenance_may_be_announced_before_it_starts() =>
        Assert.Equal(
            ChangeStatus.Scheduled,
            Read(Maintenance("In progress", e => e["started_at"] = "2025-03-10T01:00:00Z"))[0].Updates[0].Status
        );

    private static IReadOnlyList<HistoryChange> Read(string file) =>
        HistoryFile.Read(Encoding.UTF8.GetBytes(file), Now);

    private static JsonObject Update(JsonObject e, int index) => e["updates"]![index]!.AsObject();

    private static string Incident(Action<JsonObject>? change = null) => HistoryLines.Incident(change);

    private static string Maintenance(string middle, Action<JsonObject>? change = null) =>
        HistoryLines.Maintenance(middle, change);
}
