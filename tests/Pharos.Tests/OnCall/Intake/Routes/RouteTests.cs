using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Routes;

public sealed class RouteTests(SharedServer shared)
{
    [Fact]
    public async Task A_route_is_replaced_by_who_has_read_its_current_version()
    {
        var api = await shared.NewAccount();
        var (spaceId, id) = (await api.NewSpace(), await api.NewIntegration("standard"));
        Assert.Null((await api.Post("/route/info", new { integration_id = id })).Json["data"]);

        Assert.Equal(HttpStatusCode.OK, (await Upsert(null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Upsert(1)).Status);
        (await Upsert(1)).IsError("InvalidParameter", "version");
        Assert.Equal(HttpStatusCode.OK, (await Upsert(null)).Status);

        var route = (await api.Post("/route/info", new { integration_id = id })).Data;
        Assert.Equal((3L, "enabled"), ((long?)route["version"], (string?)route["status"]));
        Assert.Equal(spaceId, (long?)route["default"]!["channel_ids"]![0]);
        var history = (await api.Post("/route/history/list", new { integration_id = id })).Data["items"]!.AsArray();
        Assert.Equal([3L, 2L, 1L], history.Select(v => (long)v!["version"]!));

        Task<ApiAnswer> Upsert(long? version) =>
            api.Post(
                "/route/upsert",
                new
                {
                    integration_id = id,
                    version,
                    @default = new { channel_ids = new[] { spaceId } },
                }
            );
    }

    [Fact]
    public async Task Routes_are_listed_for_the_integrations_that_have_one()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var without = await page.Api.NewIntegration("grafana");

        var routes = (
            await page.Api.Post(
                "/route/list",
                new { integration_ids = new[] { without, page.Space.SharedIntegrationId } }
            )
        ).Data["items"]!.AsArray();

        Assert.Equal(page.Space.SharedIntegrationId, (long?)Assert.Single(routes)!["integration_id"]);
    }

    [Fact]
    public async Task A_route_without_cases_and_default_or_to_an_unknown_space_is_refused()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var request = page.Request("/route/upsert");

        await Refused("default.channel_ids[0]", r => r["default"]!["channel_ids"] = new JsonArray(77));
        await Refused("cases[0].channel_ids[0]", r => r["cases"]![0]!["channel_ids"] = new JsonArray(77));
        await Refused("sections[0].position", r => r["sections"]![0]!["position"] = 2);
        await Refused("cases", r => (r["cases"], r["default"], r["sections"]) = (null, null, null));
        await Refused("integration_id", r => r["integration_id"] = page.Space.IntegrationId);
        Assert.Equal(HttpStatusCode.OK, (await page.Api.Post("/route/upsert", request.ToJsonString())).Status);

        async Task Refused(string field, Action<JsonObject> spoil)
        {
            var spoilt = request.DeepClone().AsObject();
            spoil(spoilt);
            (await page.Api.Post("/route/upsert", spoilt.ToJsonString())).IsError("InvalidParameter", field);
        }
    }
}
