using System.Text;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class StandardFormatTests
{
    private static ParsedPush Parse(string json) => StandardFormat.Parse(Payload.Bytes(json));

    [Fact]
    public void An_event_arrives_as_it_was_sent()
    {
        var read = Payload.Single(
            Parse(
                """
                {
                  "title_rule": "cpu::$resource", "event_status": "Warning", "alert_key": "k1", "description": "a\nb",
                  "labels": {
                    "resource": "web-1", "Check": "cpu < 20%", "n": 1.50, "ok": true, "none": null, "empty": ""
                  },
                  "images": [{"src": "https://e.example/1.png", "alt": "A", "href": "https://e.example"}]
                }
                """
            )
        );

        Assert.Equal(
            ("k1", "cpu::$resource", EventStatus.Warning, "a\nb"),
            (read.AlertKey, read.TitleRule, read.Status, read.Description)
        );
        Assert.False(read.IsPlainTitle);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["resource"] = "web-1",
                ["Check"] = "cpu < 20%",
                ["n"] = "1.50",
                ["ok"] = "true",
            },
            read.Labels
        );
        Assert.Equal([new EventImage("A", "https://e.example", "https://e.example/1.png")], read.Images);
        Assert.Null(read.Time);
    }

    [Fact]
    public void Title_is_another_name_of_title_rule() =>
        Assert.Equal("t", Payload.Single(Parse("""{"title": "t", "event_status": "Info"}""")).TitleRule);

    [Fact]
    public void What_is_too_long_is_cut_between_characters()
    {
        var face = "😀";
        string Long(int count) => string.Concat(Enumerable.Repeat(face, count));
        var (name, alt, path) = (new string('n', 200), new string('b', 200), new string('c', 300));
        var read = Payload.Single(
            Parse(
                $$"""
                {"title": "{{Long(600)}}", "event_status": "Info", "description": "{{Long(2100)}}",
                 "labels": {"l": "{{Long(2100)}}", "{{name}}": "v"},
                 "images": [
                   {"src": "https://e.example/{{path}}"},
                   {"src": "https://e.example/ok", "alt": "{{alt}}", "href": "https://e.example/{{path}}"}
                 ]}
                """
            )
        );

        Assert.Equal(Long(512), read.TitleRule);
        Assert.Equal(Long(2048), read.Description);
        Assert.Equal(Long(2048), read.Labels["l"]);
        Assert.Contains(new string('n', 128), read.Labels.Keys);
        var image = Assert.Single(read.Images); // An image whose source is too long is dropped.
        Assert.Equal((128, 256), (image.Alt.Length, image.Href.Length));
    }

    [Fact]
    public void Labels_after_the_fiftieth_are_left_out()
    {
        var labels = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"l{i}\": \"v\""));

        var read = Payload.Single(Parse($$"""{"title": "t", "event_status": "Info", "labels": { {{labels}} } }"""));

        Assert.Equal(50, read.Labels.Count);
        Assert.Contains("l49", read.Labels.Keys);
    }

    [Fact]
    public void The_last_image_of_those_with_one_alternative_text_stays_and_only_web_addresses_count()
    {
        var read = Payload.Single(
            Parse(
                """
                {"title": "t", "event_status": "Info", "images": [
                  {"src": "https://e.example/1"}, {"src": "img_abc"}, {"src": "javascript:alert(1)", "alt": "x"},
                  {"src": "https://e.example/2", "alt": "y", "href": "javascript:alert(1)"}]}
                """
            )
        );

        Assert.Equal([new EventImage("", "", "img_abc"), new EventImage("y", "", "https://e.example/2")], read.Images);
    }

    [Fact]
    public void Unknown_fields_become_labels_but_not_the_integration_key()
    {
        var read = Payload.Single(
            Parse(
                """
                {"title": "t", "event_status": "Info", "integration_key": "secret",
                 "host": {"name": "web-1", "cpus": 4}, "roles": ["db", "web"], "disks": [{"name": "sda"}],
                 "labels": {"host.name": "first"}, "event_time": 1764494120}
                """
            )
        );

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["host.name"] = "first",
                ["host.cpus"] = "4",
                ["roles"] = "db,web",
                ["disks.0.name"] = "sda",
            },
            read.Labels
        );
        Assert.Equal(1764494120, read.Time);
    }

    [Fact]
    public void A_missing_key_is_derived_from_title_and_labels()
    {
        string Key(string json) => Payload.Single(Parse(json)).AlertKey;
        var key = Key("""{"title": "t", "event_status": "Info", "labels": {"a": "1", "b": "2"}}""");

        Assert.Equal(22, key.Length);
        Assert.Equal(
            key,
            Key("""{"title": "t", "event_status": "Critical", "description": "d", "labels": {"b": "2", "a": "1"}}""")
        );
        Assert.NotEqual(key, Key("""{"title": "t", "event_status": "Info", "labels": {"a": "12", "b": ""}}"""));
        Assert.NotEqual(key, Key("""{"title": "u", "event_status": "Info", "labels": {"a": "1", "b": "2"}}"""));
    }

    [Fact]
    public void Long_keys_stay_different()
    {
        string Key(char last) =>
            Payload
                .Single(
                    Parse($$"""{"title": "t", "event_status": "Ok", "alert_key": "{{new string('k', 300)}}{{last}}"}""")
                )
                .AlertKey;

        Assert.Equal(255, Key('1').Length);
        Assert.Equal(Key('1'), Key('1'));
        Assert.NotEqual(Key('1'), Key('2'));
    }

    [Theory]
    [InlineData("""{"event_status": "Info"}""", "title_rule is required.")]
    [InlineData("""{"title": " \u200b\n", "event_status": "Info"}""", "title_rule is required.")]
    [InlineData("""{"title": 5, "event_status": "Info"}""", "title must be a string of valid Unicode characters.")]
    [InlineData("""{"title": "t"}""", "event_status is required.")]
    [InlineData(
        """{"title": "t", "event_status": "critical"}""",
        "event_status must be one of: Critical, Warning, Info, Ok."
    )]
    [InlineData("""{"title": "t", "event_status": "Ok"}""", "alert_key is required when event_status is Ok.")]
    [InlineData("""{"title": "t", "event_status": "Info", "labels": []}""", "labels must be an object.")]
    [InlineData("""{"title": "t", "event_status": "Info", "images": {}}""", "images must be an array.")]
    [InlineData(
        """{"title": "t", "event_status": "Info", "event_time": -1}""",
        "event_time must be an integer from 1 to 253370764799."
    )]
    [InlineData("[]", "events must contain at least 1 items.")]
    [InlineData("5", "The request body must be a JSON object.")]
    [InlineData("", "The request body is not valid JSON (near 1:1).")]
    [InlineData("{\"title\":\n tru}", "The request body is not valid JSON (near 2:5).")]
    public void An_error_names_the_field_and_what_is_allowed(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => Parse(json)));

    [Fact]
    public void A_malformed_entry_of_a_batch_is_rejected_by_name_and_the_others_are_accepted()
    {
        var push = Parse(
            """
            [
              {"title": "a", "event_status": "Info"}, 7,
              {"title": "b", "event_status": "Bad"}, {"title": "c", "event_status": "Info"}
            ]
            """
        );

        Assert.Equal(["a", "c"], push.Events.Select(e => e.TitleRule));
        Assert.Equal(
            [
                (1, "events[1] must be an object."),
                (2, "events[2].event_status must be one of: Critical, Warning, Info, Ok."),
            ],
            push.Rejected.Select(r => (r.Index, r.Reason.In()))
        );
    }

    [Fact]
    public void Entries_after_the_maximum_are_rejected()
    {
        var entries = Enumerable.Repeat("""{"title":"a","event_status":"Info"}""", StandardFormat.MaxEvents + 2);

        var push = Parse($"[{string.Join(',', entries)}]");

        Assert.Equal(StandardFormat.MaxEvents, push.Events.Count);
        Assert.Equal(StandardFormat.MaxEvents, Assert.Single(push.Rejected).Index);
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_lose_the_alert()
    {
        var read = Payload.Single(
            Parse(
                """
                {"title": "\ud800 a \udc00\ud83d\ude00 \\ud800", "event_status": "Info",
                 "labels": {"\uDBFF": "\\\ud800"}}
                """
            )
        );

        Assert.Equal("\ufffd a \ufffd😀 \\ud800", read.TitleRule);
        Assert.Equal("\\\ufffd", read.Labels["\ufffd"]);
    }

    [Fact]
    public void Control_characters_are_dropped()
    {
        var read = Payload.Single(
            Parse(
                """
                {"title": "a\u0000\n\u202eb", "event_status": "Info", "alert_key": "k\u0000\n",
                 "description": "\u001b[31mx"}
                """
            )
        );

        Assert.Equal(("a b", "k", "[31mx"), (read.TitleRule, read.AlertKey, read.Description));
    }

    [Fact]
    public void Text_that_is_not_utf_8_is_refused() =>
        Assert.Equal(
            "The request is not valid UTF-8.",
            Payload.Error(() => StandardFormat.Parse(Encoding.Latin1.GetBytes("""{"title": "Zürich"}""")))
        );

    [Fact]
    public void A_body_of_millions_of_values_is_refused() =>
        Assert.Equal(
            "The body must contain at most 1000000 values.",
            Payload.Error(() => Parse($"[{string.Join(',', Enumerable.Repeat(0, 1_000_002))}]"))
        );
}
