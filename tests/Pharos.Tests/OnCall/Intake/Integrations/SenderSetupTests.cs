using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Integrations;

namespace Pharos.Tests.OnCall.Intake.Integrations;

[Trait("Runs", "Once")]
public sealed partial class SenderSetupTests
{
    private const string Key = "k3y";

    private static string Push(string type) =>
        $"https://pharos.example.com/event/push/alert/{type}?integration_key={Key}";

    private static string All(string type) =>
        string.Join('\n', SenderSetup.For(type, Push(type), Key).Select(setup => setup.Text));

    [Theory]
    [InlineData("standard")]
    [InlineData("prometheus")]
    [InlineData("grafana")]
    [InlineData("zabbix")]
    [InlineData("uptime-kuma")]
    [InlineData("heartbeat")]
    [InlineData("change")]
    public void Senders_with_a_push_path_get_the_whole_url(string type) =>
        Assert.All(SenderSetup.For(type, Push(type), Key), setup =>
            Assert.Contains(Push(type), setup.Text, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("pagerduty", "https://pharos.example.com/v2/enqueue")]
    [InlineData("pagerduty", "server: 'pharos.example.com'")]
    [InlineData("opsgenie", "https://pharos.example.com/v2/alerts")]
    [InlineData("opsgenie", "api_url: 'https://pharos.example.com/'")]
    public void Clients_of_other_products_get_the_server_and_the_key(string type, string part)
    {
        Assert.Contains(part, All(type), StringComparison.Ordinal);
        Assert.All(SenderSetup.For(type, Push(type), Key), setup =>
            Assert.Contains(Key, setup.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_examples_for_curl_are_accepted()
    {
        string Body(string type, int index) =>
            CurlBody().Match(SenderSetup.For(type, Push(type), Key)[index].Text).Groups["body"].Value;

        var fires = Assert.Single(StandardFormat.Parse(Payload(Body("standard", 0))).Events);
        var resolves = Assert.Single(StandardFormat.Parse(Payload(Body("standard", 1))).Events);
        Assert.Equal(fires.AlertKey, resolves.AlertKey);
        Assert.Single(PagerDutyV2Format.Parse(Payload(Body("pagerduty", 0))).Events);
        PagerDutyChangeFormat.Parse(Payload(Body("pagerduty", 3)));
        Assert.Single(OpsgenieFormat.ParseCreate(Payload(Body("opsgenie", 0))).Events);
        ChangeFormat.Parse(Payload(Body("change", 0)));

        static byte[] Payload(string json) => Encoding.UTF8.GetBytes(json);
    }

    [Fact]
    public void The_Zabbix_media_type_sends_fields_that_the_format_knows()
    {
        var names = Parameter().Matches(All("zabbix")).Select(m => m.Groups["name"].Value).ToList();
        var fields = names.Where(name => name != "url").ToDictionary(name => name, name => $"value of {name}");

        var read = Assert.Single(ZabbixFormat.Parse(JsonSerializer.SerializeToUtf8Bytes(fields)).Events);

        Assert.Equal(("value of event_id", "value of event_name"), (read.AlertKey, read.TitleRule));
        Assert.Equal(
            ["event_tags", "host", "host_groups", "host_ip", "item", "item_value", "trigger_id"],
            read.Labels.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void No_text_is_indented_or_has_a_placeholder_left() =>
        Assert.All(
            new[] { "standard", "prometheus", "pagerduty", "opsgenie", "grafana", "zabbix", "heartbeat", "change" },
            type => Assert.All(SenderSetup.For(type, Push(type), Key), setup =>
                {
                    Assert.False(char.IsWhiteSpace(setup.Text[0]));
                    Assert.DoesNotContain("PUSH_URL", setup.Text, StringComparison.Ordinal);
                })
        );

    [GeneratedRegex("-d '(?<body>[^']*)'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CurlBody();

    [GeneratedRegex("- name: (?<name>[a-z_]+)\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}
