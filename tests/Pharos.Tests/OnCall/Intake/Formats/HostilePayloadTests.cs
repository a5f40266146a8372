using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MimeKit;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;

namespace Pharos.Tests.OnCall.Intake.Formats;

/// <summary>
/// Mutates real payloads, with a fixed seed. Whatever arrives, a format returns events within the limits or throws an
/// <see cref="ApiException"/>.
/// </summary>
[Trait("Runs", "Once")]
public sealed class HostilePayloadTests
{
    private const int Rounds = 2000;

    /// <summary>Fewer, because each email compiles its two patterns.</summary>
    private const int EmailRounds = 300;

    /// <summary>Pieces that mean something to JSON, to texts or to one of the formats.</summary>
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "1e999", "0.1", "\"\"", "{}", "[]", "[{}]", "{\"a\":{\"b\":[1]}}",
            "\\ud800", "\\uDC00", "\\u0000", "\\u202e", "\u0000", "\u001b", "😀", "\ufffe", "\"firing\"", "\"Ok\"", "\"resolve\"", "$a::[TPL]{{.}}",
            "9999999999999999999999", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"", "{EVENT.ID}", "javascript:alert(1)", "https://",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff],
        [0xc3],
        [0xed, 0xa0, 0x80],
        Encoding.UTF8.GetBytes(new string('x', 3000)),
        Encoding.UTF8.GetBytes(new string('[', 70)),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "9999999999999999999999", "\"\"", "\" \"", "\"\\u0000\"", "\"\\u202e$a::b\"", "\"Ok\"",
        "\"resolve\"", "\"resolved\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00Z\"", "\"[{\"", "\"[1,{}]\"", "\"{A.B}\"",
        "{}", "[]", "[null,[[]],{}]", """{"a":{"b":{"c":{"d":{"e":[1,{"f":2}]}}}}}""", $"\"{string.Concat(Enumerable.Repeat("😀", 3000))}\"",
    ];

    public static TheoryData<string, string[]> Formats =>
        new()
        {
            { nameof(StandardFormat), ["standard"] },
            { nameof(PrometheusFormat), ["alertmanager-0.25-firing", "alertmanager-0.25-partly-resolved"] },
            { nameof(GrafanaFormat), ["grafana-12", "grafana-8-legacy"] },
            { nameof(PagerDutyFormat), ["pagerduty-v2", "pagerduty-v1", "alertmanager-0.25-pagerduty-resolve"] },
            { nameof(PagerDutyChangeFormat), ["pagerduty-change"] },
            { nameof(UptimeKumaFormat), ["uptime-kuma-2-down"] },
            { nameof(ZabbixFormat), ["zabbix-7-problem"] },
            { nameof(OpsgenieFormat), ["opsgenie-create", "alertmanager-0.25-opsgenie-create"] },
            { nameof(ChangeFormat), ["change"] },
        };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_mutated_payload_is_read_within_the_limits_or_refused(string format, string[] payloads)
    {
        var random = new Random(17);
        var (accepted, refused) = (0, 0);
        foreach (var payload in payloads.Select(Payload.Read))
        {
            for (var round = 0; round < Rounds; round++)
            {
                var body = round % 2 == 0 ? Mutate(payload, random) : Replace(payload, random);
                try
                {
                    Parse(format, body);
                    accepted++;
                }
                catch (ApiException error)
                {
                    Assert.Equal(ErrorCode.InvalidParameter, error.Code);
                    refused++;
                }
            }
        }

        // A mutation that always breaks the JSON would test nothing.
        Assert.True(accepted > Rounds / 10, $"{accepted} accepted");
        Assert.True(refused > Rounds / 10, $"{refused} refused");
    }

    [Fact]
    public void A_mutated_email_is_read_within_the_limits_or_is_no_email()
    {
        var email = Encoding.UTF8.GetBytes(
            """
            From: =?utf-8?Q?N=C3=A4gios?= <nagios@example.com>
            Subject: =?utf-8?B?UFJPQkxFTSBkaXNr?= full #17
            Message-ID: <1@example.com>
            Date: Mon, 30 Nov 2026 12:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Disk =C3=BC full
            --b
            Content-Type: text/html; charset=iso-8859-1

            <p>Disk <b>full</b></p><script>x</script>
            --b--
            """.ReplaceLineEndings("\r\n")
        );
        var settings = new EmailSettings
        {
            Mode = EmailMode.ByRules,
            Rules = [new(Pharos.OnCall.Rules.EventStatus.Critical, [new(EmailField.Body, EmailMatch.Pattern, "f.*l")])],
            KeyPattern = "#([0-9]+)",
        };
        var random = new Random(17);
        var read = 0;
        for (var round = 0; round < EmailRounds; round++)
        {
            MimeMessage message;
            try
            {
                message = MimeMessage.Load(new MemoryStream(Mutate(email, random)));
            }
            catch (FormatException)
            {
                continue;
            }

            using (message)
                Check(EmailFormat.Parse(message, settings), EmailFormat.MaxText);
            read++;
        }

        Assert.True(read > EmailRounds / 10, $"{read} read");
    }

    private static void Parse(string format, byte[] body)
    {
        switch (format)
        {
            case nameof(StandardFormat):
                Check(StandardFormat.Parse(body));
                break;
            case nameof(PrometheusFormat):
                Check(PrometheusFormat.Parse(body));
                break;
            case nameof(GrafanaFormat):
                Check(GrafanaFormat.Parse(body));
                break;
            case nameof(PagerDutyFormat):
                PagerDutyFormat.FindKey(body);
                Check(PagerDutyFormat.Parse(body));
                break;
            case nameof(UptimeKumaFormat):
                Check(UptimeKumaFormat.Parse(body));
                break;
            case nameof(ZabbixFormat):
                Check(ZabbixFormat.Parse(body));
                break;
            case nameof(OpsgenieFormat):
                Check(OpsgenieFormat.ParseClose("a", "alias", body));
                Check(OpsgenieFormat.ParseCreate(body));
                break;
            case nameof(PagerDutyChangeFormat):
                Check(PagerDutyChangeFormat.Parse(body));
                break;
            default:
                Check(ChangeFormat.Parse(body));
                break;
        }
    }

    /// <summary>Replaces some values by others, so that the body stays JSON.</summary>
    private static byte[] Replace(byte[] payload, Random random)
    {
        var root = JsonNode.Parse(payload)!;
        for (var change = random.Next(4); change >= 0; change--)
        {
            var parents = Parents(root).ToList();
            var parent = parents[random.Next(parents.Count)];
            var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
            if (parent is JsonArray { Count: > 0 } array)
                array[random.Next(array.Count)] = value;
            else if (parent is JsonObject { Count: > 0 } fields)
                fields[fields.ElementAt(random.Next(fields.Count)).Key] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    private static IEnumerable<JsonNode> Parents(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field => Parents(field.Value)).Prepend(fields),
            JsonArray items => items.SelectMany(Parents).Prepend(items),
            _ => [],
        };

    private static byte[] Mutate(byte[] payload, Random random)
    {
        var body = payload.ToList();
        for (var change = random.Next(3); change >= 0; change--)
        {
            var at = random.Next(body.Count);
            var piece = Pieces[random.Next(Pieces.Length)];
            switch (random.Next(5))
            {
                case 0:
                    body.InsertRange(at, piece);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(random.Next(1, 40), body.Count - at));
                    break;
                case 2:
                    body[at] = (byte)random.Next(256);
                    break;
                case 3: // A part of the payload in another place.
                    var from = random.Next(body.Count);
                    body.InsertRange(at, body.GetRange(from, Math.Min(random.Next(1, 200), body.Count - from)));
                    break;
                default: // Another value for a field.
                    var colon = body.IndexOf((byte)':', at);
                    if (colon < 0)
                        break;
                    var end = body.FindIndex(colon, b => b is (byte)',' or (byte)'}' or (byte)']');
                    if (end > colon)
                        body.RemoveRange(colon + 1, end - colon - 1);
                    body.InsertRange(colon + 1, piece);
                    break;
            }

            if (body.Count == 0)
                body.Add((byte)'{');
        }

        return [.. body];
    }

    private static void Check(ParsedPush push, int maxDescription = EventText.MaxDescription)
    {
        foreach (var read in push.Events)
        {
            Demand(read.AlertKey.Length > 0 && read.AlertKey.Length <= 2 * AlertKeys.MaxLength, "alert_key");
            Demand(read.TitleRule.Length > 0 || read.Status == Pharos.OnCall.Rules.EventStatus.Ok, "title");
            Text(read.AlertKey, AlertKeys.MaxLength);
            Text(read.TitleRule, EventText.MaxTitle);
            Text(read.Description, maxDescription);
            Labels(read.Labels);
            Demand(read.Time is null or >= 1 and <= Validate.MaxSeconds, "time");
            Demand(read.StartedAt is null or >= 1 and <= Validate.MaxSeconds, "startsAt");
            Demand(read.EndedAt is null or >= 1 and <= Validate.MaxSeconds, "endsAt");
            Demand(read.Images.Count <= EventImages.MaxImages, "images");
            foreach (var image in read.Images)
            {
                Text(image.Alt, 128);
                Text(image.Src, 256);
                Text(image.Href, 256);
            }
        }

        foreach (var action in push.Actions)
        {
            Text(action.Note, EventText.MaxDescription);
            Text(action.Actor, EventText.MaxLabelName);
            Demand(action.Alert.Value.Length > 0, "reference");
        }

        foreach (var rejected in push.Rejected)
            Demand(rejected.Reason.In(Language.English).Length > 0, "reason");
    }

    private static void Check(IncomingChange change)
    {
        Demand(change.ChangeKey.Length > 0 && change.Title.Length > 0, "change");
        Text(change.Title, EventText.MaxTitle);
        Text(change.Description, EventText.MaxDescription);
        Text(change.Link, EventText.MaxLabelValue);
        Labels(change.Labels);
        Demand(change.Time is null or >= 1 and <= Validate.MaxSeconds, "time");
    }

    private static void Labels(IReadOnlyDictionary<string, string> labels)
    {
        Demand(labels.Count <= LabelSet.MaxLabels, "labels");
        foreach (var (name, value) in labels)
        {
            Demand(name.Length > 0 && value.Length > 0, "label");
            Text(name, EventText.MaxLabelName);
            Text(value, EventText.MaxLabelValue);
        }
    }

    private static void Text(string text, int max)
    {
        Demand(text.Length <= max || text.EnumerateRunes().Count() <= max, "length");
        Demand(HumanText.Printable(text) == text, "characters");
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
            Assert.Fail(what);
    }
}
