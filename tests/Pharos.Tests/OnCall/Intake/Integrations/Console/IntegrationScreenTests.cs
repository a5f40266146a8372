using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pharos.OnCall.Intake;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Integrations.Console;

/// <summary>The screens of integrations in the console.</summary>
public sealed class IntegrationScreenTests(SharedServer shared)
{
    private const string List = "/console/integrations";

    [Fact]
    public async Task A_new_integration_waits_shows_its_configuration_and_then_its_payloads()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);

        var made = await browser.Submit(
            List + "/new",
            List + "/new",
            ("type", "prometheus"),
            ("name", "Cluster A"),
            ("space", $"{space.SpaceId}"),
            ("interval", "300"),
            ("severity", "Critical")
        );
        var path = made.Location!.Split('?')[0];
        var waiting = await browser.Get(path);

        Assert.Contains("Waiting for the first event", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("webhook_configs:", waiting.Text, StringComparison.Ordinal);
        var url = Regex.Match(waiting.Text, @"https://\S+/event/push/alert/prometheus\?integration_key=([0-9a-f]{32})");
        Assert.True(url.Success, waiting.Text);

        var pushed = await space.Push(
            url.Groups[1].Value,
            new
            {
                alerts = new[]
                {
                    new { status = "firing", labels = new { alertname = "DiskFull", severity = "critical" } },
                },
            },
            "prometheus"
        );
        Assert.Equal(HttpStatusCode.OK, pushed.Status);
        await shared.Server.Services.GetRequiredService<RecentPayloads>().Write(CancellationToken.None);
        var received = await browser.Get(path);
        Assert.Contains("Last event just now", received.Text, StringComparison.Ordinal);
        Assert.Contains("DiskFull", received.Text, StringComparison.Ordinal);
        Assert.Contains("Last event", (await browser.Get(List)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_saved_the_key_replaced_and_the_integration_deleted()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("heartbeat", "Backup");
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var path = Regex.Match((await browser.Get(List)).Html, List + @"/\d+").Value;
        var form = await browser.Get(path);
        Assert.Contains(key, form.Text, StringComparison.Ordinal);

        (await browser.SubmitTouching(form, path, ("interval", "60"), ("severity", "Warning"))).Sees(
            path + "?done=saved"
        );
        Assert.Contains("value=\"60\"", (await browser.Get(path)).Html, StringComparison.Ordinal);
        var wrong = await browser.SubmitTouching(await browser.Get(path), path, ("interval", "5"));
        Assert.Contains("id=\"interval-wrong\"", wrong.Html, StringComparison.Ordinal);

        (await browser.Submit(path + "/key", path + "/key")).Sees(path + "?done=key");
        Assert.DoesNotContain(key, (await browser.Get(path)).Text, StringComparison.Ordinal);
        (await browser.Submit(path + "/delete", path + "/delete")).Sees(List + "?done=deleted");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(path)).Status);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("grafana")]
    [InlineData("zabbix")]
    [InlineData("pagerduty")]
    [InlineData("opsgenie")]
    [InlineData("uptime-kuma")]
    [InlineData("email")]
    [InlineData("heartbeat")]
    [InlineData("change")]
    public async Task Every_sender_has_a_screen_that_a_viewer_can_read(string type)
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate(type, "Sender");
        var viewer = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Viewer);
        var path = Regex.Match((await viewer.Get(List)).Html, List + @"/\d+").Value;

        var page = await viewer.Get(path);

        Assert.Contains(key, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{path}", page.Html, StringComparison.Ordinal);
    }
}
