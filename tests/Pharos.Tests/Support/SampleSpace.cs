namespace Pharos.Tests.Support;

/// <summary>A space with a rule of every kind, integrations and a custom field; see <see cref="SamplePage"/>.</summary>
public sealed class SampleSpace
{
    public long SpaceId { get; private init; }
    public long OtherSpaceId { get; private init; }

    /// <summary>An incident of the space, made by hand.</summary>
    public string IncidentId { get; private set; } = "";
    public string EscalationRuleId { get; private set; } = "";
    public string SilenceRuleId { get; private set; } = "";
    public string InhibitRuleId { get; private set; } = "";
    public string DropRuleId { get; private set; } = "";

    /// <summary>Its events go to the space.</summary>
    public long IntegrationId { get; private set; }

    /// <summary>Its events go where its route says.</summary>
    public long SharedIntegrationId { get; private set; }
    public string FieldId { get; private set; } = "";

    /// <summary>Unique, because an account can have several sample spaces.</summary>
    public string FieldName { get; } = "cause_" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>The integration that the alert came from.</summary>
    public long AlertIntegrationId { get; private set; }

    /// <summary>Unix seconds, by the server's clock.</summary>
    public long CreatedAt { get; private set; }

    /// <summary>An alert, and the incident that it started.</summary>
    public string AlertId { get; private set; } = "";
    public string AlertIncidentId { get; private set; } = "";

    public static async Task<SampleSpace> Create(ApiClient api, long memberId, long teamId)
    {
        var space = new SampleSpace
        {
            SpaceId = await api.NewSpace(teamId: teamId),
            OtherSpaceId = await api.NewSpace(),
        };
        space.IncidentId = await Text(
            api,
            "/incident/create",
            new
            {
                channel_id = space.SpaceId,
                title = "Slow",
                incident_severity = "Warning",
                assigned_to = new { person_ids = new[] { memberId } },
            },
            "incident_id"
        );
        space.EscalationRuleId = await Rule(
            "escalate",
            new
            {
                channel_id = space.SpaceId,
                rule_name = "Ops",
                template_id = "000000000000000000000001",
                layers = new[]
                {
                    new { target = new { person_ids = new[] { memberId }, by = new { follow_preference = true } } },
                },
            }
        );
        var filters = new[]
        {
            new[]
            {
                new
                {
                    key = "labels.env",
                    oper = "IN",
                    vals = new[] { "test" },
                },
            },
        };
        space.SilenceRuleId = await Rule(
            "silence",
            new
            {
                channel_id = space.SpaceId,
                rule_name = "Nights",
                filters,
                time_filters = new[] { new { start = "22:00", end = "06:00" } },
            }
        );
        space.InhibitRuleId = await Rule(
            "inhibit",
            new
            {
                channel_id = space.SpaceId,
                rule_name = "Host down",
                equals = new[] { "labels.host" },
            }
        );
        space.DropRuleId = await Rule(
            "unsubscribe",
            new
            {
                channel_id = space.SpaceId,
                rule_name = "Test",
                filters,
            }
        );
        space.IntegrationId = await api.NewIntegration("prometheus", space.SpaceId);
        space.SharedIntegrationId = await api.NewIntegration("standard");
        await api.Post(
            "/route/upsert",
            new { integration_id = space.SharedIntegrationId, @default = new { channel_ids = new[] { space.SpaceId } } }
        );
        space.FieldId = await Text(
            api,
            "/field/create",
            new
            {
                field_name = space.FieldName,
                display_name = space.FieldName,
                field_type = "single_select",
                value_type = "string",
                options = new[] { "disk", "network" },
            },
            "field_id"
        );
        await space.AddAlert(api);
        return space;

        Task<string> Rule(string kind, object request) => Text(api, $"/channel/{kind}/rule/create", request, "rule_id");
    }

    private async Task AddAlert(ApiClient api)
    {
        var made = await api.Post(
            "/datasource/upsert",
            new
            {
                name = "Standard",
                plugin_type = "standard",
                settings = new { channel_id = SpaceId },
            }
        );
        AlertIntegrationId = made.Id("integration_id");
        CreatedAt = (await api.Post("/incident/info", new { incident_id = IncidentId })).Id("created_at");
        var key = made.Data["integration_key"]!.GetValue<string>();
        using var body = new StringContent(
            """{"title_rule":"Disk full","event_status":"Warning","alert_key":"disk","labels":{"host":"db1"}}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var pushed = await api.Http.PostAsync($"/event/push/alert/standard?integration_key={key}", body);
        pushed.EnsureSuccessStatusCode();
        await Eventually.True(
            async () =>
            {
                var list = await api.Post(
                    "/alert/list",
                    new
                    {
                        start_time = CreatedAt - 3600,
                        end_time = CreatedAt + 3600,
                        channel_ids = new[] { SpaceId },
                    }
                );
                if (list.Data["items"]!.AsArray() is not [var alert] || alert!["incident"] is not { } incident)
                    return false;
                AlertId = alert["alert_id"]!.GetValue<string>();
                AlertIncidentId = incident["incident_id"]!.GetValue<string>();
                return true;
            },
            TimeSpan.FromSeconds(60)
        );
    }

    private static async Task<string> Text(ApiClient api, string path, object request, string name) =>
        (await api.Post(path, request)).Data[name]!.GetValue<string>();
}

/// <summary>What tests of on-call create.</summary>
public static class OnCallClient
{
    public static async Task<long> NewSpace(
        this ApiClient api,
        string? name = null,
        long teamId = 0,
        bool isPrivate = false
    ) =>
        (
            await api.Post(
                "/channel/create",
                new
                {
                    channel_name = name ?? Guid.NewGuid().ToString("N"),
                    team_id = teamId,
                    is_private = isPrivate,
                }
            )
        ).Id("channel_id");

    public static async Task<long> NewIntegration(this ApiClient api, string type, long spaceId = 0) =>
        (
            await api.Post(
                "/datasource/upsert",
                new
                {
                    name = type,
                    plugin_type = type,
                    settings = new { channel_id = spaceId },
                }
            )
        ).Id("integration_id");
}
