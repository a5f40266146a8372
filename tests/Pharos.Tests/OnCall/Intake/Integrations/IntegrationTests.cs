using Microsoft.Extensions.DependencyInjection;
using Pharos.Http;
using Pharos.OnCall.Intake.Integrations;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Integrations;

public sealed class IntegrationTests(SharedServer shared)
{
    private IntegrationKeys Keys => shared.Server.Services.GetRequiredService<IntegrationKeys>();

    [Fact]
    public async Task An_integration_is_created_read_and_changed()
    {
        var api = await shared.NewAccount();
        var spaceId = await api.NewSpace();
        var created = (
            await api.Post(
                "/datasource/upsert",
                new
                {
                    name = "Alertmanager",
                    plugin_type = "prometheus",
                    settings = new { channel_id = spaceId },
                }
            )
        ).Data;
        var id = (long)created["integration_id"]!;

        var item = (await api.Post("/datasource/desc", new { integration_id = id })).Data;

        Assert.Matches("^[0-9a-f]{32}$", (string?)created["integration_key"]);
        Assert.Equal((string?)created["integration_key"], (string?)item["integration_key"]);
        Assert.Equal(
            ("Alertmanager", "prometheus", "Prometheus Alertmanager", "event.alert", "enabled", spaceId),
            (
                (string?)item["name"],
                (string?)item["plugin_type"],
                (string?)item["plugin_type_name"],
                (string?)item["category"],
                (string?)item["status"],
                (long?)item["settings"]!["channel_id"]
            )
        );

        await api.Post(
            "/datasource/upsert",
            new
            {
                integration_id = id,
                name = "Frankfurt",
                plugin_type = "prometheus",
                status = "disabled",
            }
        );
        item = (await api.Post("/datasource/desc", new { integration_id = id })).Data;
        Assert.Equal(
            ("Frankfurt", "disabled", spaceId),
            ((string?)item["name"], (string?)item["status"], (long?)item["settings"]!["channel_id"])
        );
        (
            await api.Post(
                "/datasource/upsert",
                new
                {
                    integration_id = id,
                    name = "Frankfurt",
                    plugin_type = "grafana",
                }
            )
        ).IsError("InvalidParameter", "plugin_type");
    }

    [Theory]
    [InlineData("""{"plugin_type": "standard"}""", "InvalidParameter", "name")]
    [InlineData("""{"name": "A"}""", "InvalidParameter", "plugin_type")]
    [InlineData("""{"name": "A", "plugin_type": "nagios"}""", "InvalidParameter", "plugin_type")]
    [InlineData("""{"name": "A", "plugin_type": "standard", "team_id": 77}""", "InvalidParameter", "team_id")]
    [InlineData(
        """{"name": "A", "plugin_type": "standard", "settings": {"channel_id": 77}}""",
        "ResourceNotFound",
        "settings.channel_id"
    )]
    [InlineData(
        """{"name": "A", "plugin_type": "standard", "settings": {"interval_seconds": 60}}""",
        "InvalidParameter",
        "settings.interval_seconds"
    )]
    [InlineData(
        """{"name": "A", "plugin_type": "heartbeat", "settings": {"interval_seconds": 9}}""",
        "InvalidParameter",
        "settings.interval_seconds"
    )]
    [InlineData(
        """{"name": "A", "plugin_type": "heartbeat", "settings": {"severity": "Ok"}}""",
        "InvalidParameter",
        "settings.severity"
    )]
    [InlineData(
        """{"name": "A", "plugin_type": "standard", "settings": {"email": {}}}""",
        "InvalidParameter",
        "settings.email"
    )]
    [InlineData(
        """{"name": "A", "plugin_type": "email", "settings": {"email": {"mode": "by_rules", "rules": [null]}}}""",
        "InvalidParameter",
        "settings.email.rules[0]"
    )]
    [InlineData(
        """
            {"name": "A", "plugin_type": "email", "settings": {"email": {"mode": "by_rules", "key_pattern": "(",
            "rules": [{"status": "Critical"}]}}}
            """,
        "InvalidParameter",
        "settings.email.key_pattern"
    )]
    public async Task A_bad_field_is_refused_by_its_name(string request, string code, string field) =>
        (await (await shared.NewAccount()).Post("/datasource/upsert", request)).IsError(code, field);

    [Fact]
    public async Task Integrations_are_listed_by_every_filter()
    {
        var api = await shared.NewAccount();
        var teamId = (await api.Post("/team/upsert", new { team_name = "Ops" })).Id("team_id");
        foreach (var type in (string[])["grafana", "change", "zabbix"])
            await api.NewIntegration(type);
        await api.Post(
            "/datasource/upsert",
            new
            {
                name = "Pings",
                plugin_type = "heartbeat",
                team_id = teamId,
                status = "disabled",
            }
        );

        Assert.Equal(["Pings", "change", "grafana", "zabbix"], await Names(new { orderby = "name", asc = true }));
        Assert.Equal(["change"], await Names(new { category = "event.change" }));
        Assert.Empty(await Names(new { category = "im" }));
        Assert.Equal(["zabbix"], await Names(new { plugin_type = "zabbix" }));
        Assert.Equal(["Pings"], await Names(new { status = "disabled" }));
        Assert.Equal(["Pings"], await Names(new { name = "ping" }));
        Assert.Equal(["Pings"], await Names(new { team_ids = new[] { teamId } }));
        Assert.Empty(await Names(new { is_my_team = true }));

        async Task<IEnumerable<string?>> Names(object request) =>
            (await api.Post("/datasource/list", request)).Data["items"]!
                .AsArray()
                .Select(i => (string?)i!["name"])
                .ToList();
    }

    [Fact]
    public async Task The_key_of_a_private_space_is_not_shown_to_others()
    {
        var owner = await shared.NewAccount();
        var reader = await shared.Server.NewColleague(owner, await owner.NewRole("Readers", 305));
        var id = await owner.NewIntegration("standard", await owner.NewSpace(isPrivate: true));

        (await reader.Post("/datasource/desc", new { integration_id = id })).IsError("ResourceNotFound");
        Assert.Empty((await reader.Post("/datasource/list", "{}")).Data["items"]!.AsArray());
    }

    [Fact]
    public async Task A_key_leads_to_its_integration_as_it_is_now()
    {
        var api = await shared.NewAccount();
        var spaceId = await api.NewSpace();
        var created = (
            await api.Post(
                "/datasource/upsert",
                new
                {
                    name = "Pings",
                    plugin_type = "heartbeat",
                    settings = new { channel_id = spaceId, interval_seconds = 60 },
                }
            )
        ).Data;
        var key = (string)created["integration_key"]!;
        var cancel = TestContext.Current.CancellationToken;

        var found = await Keys.Find(key, cancel);
        Assert.Equal(
            ((long)created["integration_id"]!, api.Caller.AccountId, (long?)spaceId, (long?)60),
            (found!.IntegrationId, found.AccountId, found.SpaceId, found.Settings.IntervalSeconds)
        );
        // Changes by other tests can empty the cache at any time.
        await Eventually.True(
            async () => ReferenceEquals(await Keys.Find(key, cancel), await Keys.Find(key, cancel)),
            TimeSpan.FromSeconds(20)
        );

        await Upsert(
            new
            {
                integration_id = found.IntegrationId,
                name = "Renamed",
                plugin_type = "heartbeat",
            }
        );
        Assert.Equal("Renamed", (await Keys.Find(key, cancel))!.Name);
        await Upsert(
            new
            {
                integration_id = found.IntegrationId,
                name = "Renamed",
                plugin_type = "heartbeat",
                status = "disabled",
            }
        );
        Assert.Null(await Keys.Find(key, cancel));
        await Upsert(
            new
            {
                integration_id = found.IntegrationId,
                name = "Renamed",
                plugin_type = "heartbeat",
                status = "enabled",
            }
        );
        Assert.NotNull(await Keys.Find(key, cancel));
        await api.Post("/channel/delete", new { channel_id = spaceId });
        Assert.Null(await Keys.Find(key, cancel));

        Task Upsert(object request) => api.Post("/datasource/upsert", request);
    }

    [Fact]
    public async Task A_replaced_key_and_the_key_of_a_deleted_integration_stop_working()
    {
        var api = await shared.NewAccount();
        var id = await api.NewIntegration("standard");
        var key = (string)(await api.Post("/datasource/desc", new { integration_id = id })).Data["integration_key"]!;
        var cancel = TestContext.Current.CancellationToken;
        Assert.NotNull(await Keys.Find(key, cancel));

        var replaced = await Run(ReplaceIntegrationKey.Info);
        Assert.Null(await Keys.Find(key, cancel));
        Assert.Equal(id, (await Keys.Find(replaced.IntegrationKey, cancel))!.IntegrationId);
        await Run(DeleteIntegration.Info);
        Assert.Null(await Keys.Find(replaced.IntegrationKey, cancel));

        async Task<T> Run<T>(Operation<IntegrationRequest, T> operation)
        {
            await using var db = await shared.Server.Store.Databases.CreateDbContextAsync(cancel);
            return await operation.Run(
                new IntegrationRequest { IntegrationId = id },
                shared.Server.Store.Operation(db, api.Caller, cancel)
            );
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("' OR 1=1; --")]
    public async Task A_key_that_does_not_exist_leads_nowhere(string? key)
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.Null(await Keys.Find(key, cancel));
        Assert.Null(await Keys.Find(key, cancel));
    }
}
