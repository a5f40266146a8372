using System.Globalization;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

public sealed class IntegrationCreateCommandTests(SharedServer shared)
{
    [Fact]
    public async Task It_prints_the_push_URL_alone_and_the_key_works()
    {
        var owner = await shared.NewAccount();
        var space = await Run("space", "create", "--email", owner.Email, "--name", "Shop");
        var spaceId = space.Out.Trim();

        var made = await Run(
            "integration",
            "create",
            "--email",
            owner.Email,
            "--channel",
            spaceId,
            "--type",
            "uptime-kuma"
        );

        var match = System.Text.RegularExpressions.Regex.Match(
            made.Out.TrimEnd(),
            "^https?://[^/]+/event/push/alert/uptime-kuma\\?integration_key=([0-9a-f]{32})$"
        );
        Assert.True(match.Success, made.Out);
        var listed = (await owner.Post("/datasource/list", "{}")).Data["items"]!.AsArray();
        var integration = Assert.Single(listed)!;
        Assert.Equal(match.Groups[1].Value, (string?)integration["integration_key"]);
        Assert.Equal(spaceId, ((long)integration["settings"]!["channel_id"]!).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task It_explains_what_is_wrong()
    {
        var owner = await shared.NewAccount();

        Assert.Contains(
            "prometheus",
            (await Run("integration", "create", "--email", owner.Email, "--type", "nagios")).IsRefused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "channel",
            (
                await Run("integration", "create", "--email", owner.Email, "--type", "zabbix", "--channel", "77")
            ).IsRefused(1),
            StringComparison.Ordinal
        );
    }

    private Task<CommandResult> Run(params string[] arguments) =>
        PharosCommand.Run([.. arguments, .. shared.Server.CommandPlace]);
}
