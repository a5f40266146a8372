using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Noise;

/// <summary>Silence, inhibit and drop rules, and what all rules of a space have in common.</summary>
public sealed class NoiseRuleTests(SharedServer shared)
{
    private static readonly object Filters = new[]
    {
        new[]
        {
            new
            {
                key = "labels.host",
                oper = "IN",
                vals = new[] { "web-*" },
            },
        },
    };

    [Theory]
    [InlineData("escalate")]
    [InlineData("silence")]
    [InlineData("inhibit")]
    [InlineData("unsubscribe")]
    public async Task A_rule_is_created_changed_switched_and_deleted(string kind)
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var api = page.Api;
        var path = $"/channel/{kind}/rule/";
        var before = (await List(api, path, page.Space.SpaceId)).Count;
        var create = page.Request(path + "create");

        var ruleId = (await api.Post(path + "create", create.ToJsonString())).Data["rule_id"]!.GetValue<string>();
        var id = new { channel_id = page.Space.SpaceId, rule_id = ruleId };

        var rule = (await List(api, path, page.Space.SpaceId)).Single(r => (string?)r!["rule_id"] == ruleId)!;
        foreach (var field in (string[])["rule_name", "description", "priority", "filters", "equals", "layers"])
        {
            if (create[field] is { } given && field != "layers")
                Assert.Equal(given.ToJsonString(), rule[field]!.ToJsonString());
        }

        await api.Post(path + "disable", id);
        Assert.Equal("disabled", await Status());
        var update = page.Request(path + "update");
        update["rule_id"] = ruleId;
        update["rule_name"] = "Changed";
        Assert.Equal(HttpStatusCode.OK, (await api.Post(path + "update", update.ToJsonString())).Status);
        Assert.Equal("disabled", await Status());
        await api.Post(path + "enable", id);
        Assert.Equal("enabled", await Status());
        Assert.Equal(
            "Changed",
            (string?)
                (await List(api, path, page.Space.SpaceId)).Single(r => (string?)r!["rule_id"] == ruleId)!["rule_name"]
        );
        await api.Post(path + "delete", id);
        Assert.Equal(before, (await List(api, path, page.Space.SpaceId)).Count);
        (await api.Post(path + "delete", id)).IsError("ResourceNotFound", "rule_id");

        async Task<string?> Status() =>
            (string?)
                (await List(api, path, page.Space.SpaceId)).Single(r => (string?)r!["rule_id"] == ruleId)!["status"];
    }

    [Fact]
    public async Task A_rule_of_one_kind_or_space_is_not_found_as_another()
    {
        var page = await SamplePage.Create(await shared.NewAccount());

        foreach (
            var request in (object[])
                [
                    new { channel_id = page.Space.SpaceId, rule_id = page.Space.DropRuleId },
                    new { channel_id = page.Space.OtherSpaceId, rule_id = page.Space.SilenceRuleId },
                ]
        )
            (await page.Api.Post("/channel/silence/rule/delete", request)).IsError("ResourceNotFound", "rule_id");
    }

    [Fact]
    public async Task Rules_are_listed_by_priority()
    {
        var api = await shared.NewAccount();
        var spaceId = await api.NewSpace();
        foreach (var (name, priority) in ((string, int)[])[("third", 7), ("first", 1), ("second", 3)])
            await api.Post(
                "/channel/unsubscribe/rule/create",
                new
                {
                    channel_id = spaceId,
                    rule_name = name,
                    priority,
                    filters = Filters,
                }
            );

        Assert.Equal(
            ["first", "second", "third"],
            (await List(api, "/channel/unsubscribe/rule/", spaceId)).Select(r => (string?)r!["rule_name"])
        );
    }

    [Fact]
    public async Task A_silence_is_effective_in_its_time_while_it_is_enabled()
    {
        var api = await shared.NewAccount();
        var spaceId = await api.NewSpace();
        var now = shared.Server.Store.Clock.GetUtcNow().ToUnixTimeSeconds();
        var current = await Silence("now", now - 60, now + 3600);
        await Silence("later", now + 3600, now + 7200);

        Assert.Equal([true, false], await Effective());
        await api.Post("/channel/silence/rule/disable", new { channel_id = spaceId, rule_id = current });
        Assert.Equal([false, false], await Effective());

        async Task<IEnumerable<bool>> Effective() =>
            (await List(api, "/channel/silence/rule/", spaceId)).Select(r => (bool)r!["is_effective"]!).ToList();

        async Task<string> Silence(string name, long start, long end) =>
            (
                await api.Post(
                    "/channel/silence/rule/create",
                    new
                    {
                        channel_id = spaceId,
                        rule_name = name,
                        filters = Filters,
                        time_filter = new { start_time = start, end_time = end },
                    }
                )
            ).Data["rule_id"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_silence_that_deletes_itself_is_gone_when_it_is_over()
    {
        var api = await shared.NewAccount();
        var spaceId = await api.NewSpace();
        foreach (var isAutoDelete in (bool[])[true, false])
            await api.Post(
                "/channel/silence/rule/create",
                new
                {
                    channel_id = spaceId,
                    rule_name = isAutoDelete ? "gone" : "kept",
                    filters = Filters,
                    time_filter = new { start_time = 1_000_000, end_time = 1_000_060 },
                    is_auto_delete = isAutoDelete,
                }
            );

        Assert.Equal(
            ["kept"],
            (await List(api, "/channel/silence/rule/", spaceId)).Select(r => (string?)r!["rule_name"])
        );
    }

    [Fact]
    public async Task A_second_quick_silence_of_an_incident_replaces_the_first()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var request = page.Request("/channel/silence/rule/create");
        var first = (await page.Api.Post("/channel/silence/rule/create", request.ToJsonString())).Data;
        request["rule_name"] = "Longer";
        request["time_filter"]!["end_time"] = 1_900_086_400;

        var second = (await page.Api.Post("/channel/silence/rule/create", request.ToJsonString())).Data;

        Assert.Equal((string?)first["rule_id"], (string?)second["rule_id"]);
        var rule = (await List(page.Api, "/channel/silence/rule/", page.Space.SpaceId)).Single(r =>
            (string?)r!["rule_id"] == (string?)first["rule_id"]
        )!;
        Assert.Equal("Longer", (string?)rule["rule_name"]);
        Assert.Equal(page.Space.IncidentId, (string?)rule["from_incident_id"]);
        request["channel_id"] = page.Space.OtherSpaceId;
        (await page.Api.Post("/channel/silence/rule/create", request.ToJsonString())).IsError(
            "ResourceNotFound",
            "from_incident_id"
        );
    }

    [Theory]
    [InlineData("silence", """{"rule_name": "A", "time_filter": {"start_time": 1, "end_time": 2}}""", "filters")]
    [InlineData(
        "silence",
        """{"rule_name": "A", "filters": [[{"key": "title", "oper": "IN", "vals": ["a"]}]]}""",
        "time_filter"
    )]
    [InlineData("inhibit", """{"rule_name": "A"}""", "equals")]
    [InlineData("unsubscribe", """{"rule_name": "A"}""", "filters")]
    [InlineData("unsubscribe", """{"filters": [[{"key": "title", "oper": "IN", "vals": ["a"]}]]}""", "rule_name")]
    [InlineData(
        "unsubscribe",
        """{"rule_name": "A", "filters": [[{"key": "title", "oper": "IN", "vals": ["/(/"]}]]}""",
        "filters[0][0].vals[0]"
    )]
    public async Task A_bad_field_is_refused_by_its_name(string kind, string fields, string field)
    {
        var api = await shared.NewAccount();
        var request = JsonNode.Parse(fields)!.AsObject();
        request["channel_id"] = await api.NewSpace();

        (await api.Post($"/channel/{kind}/rule/create", request.ToJsonString())).IsError("InvalidParameter", field);
    }

    [Fact]
    public async Task A_space_has_a_limited_number_of_rules_of_each_kind()
    {
        var api = await shared.NewAccount();
        var spaceId = await api.NewSpace();
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            for (var i = 0; i < 200; i++)
                db.SpaceRules.Add(
                    new()
                    {
                        RuleId = i.ToString("x24", System.Globalization.CultureInfo.InvariantCulture),
                        AccountId = api.Caller.AccountId,
                        SpaceId = spaceId,
                        Kind = Pharos.OnCall.Spaces.SpaceRuleKind.Drop,
                        Priority = 1,
                        Name = "Noise",
                        Body = "{}",
                        CreatedAt = 1,
                        UpdatedAt = 1,
                        UpdatedBy = api.Caller.MemberId,
                    }
                );
            await db.SaveChangesAsync();
        }

        var request = new
        {
            channel_id = spaceId,
            rule_name = "One more",
            filters = Filters,
            equals = new[] { "labels.host" },
        };

        Assert.Contains(
            "200",
            (await api.Post("/channel/unsubscribe/rule/create", request)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, (await api.Post("/channel/inhibit/rule/create", request)).Status);
    }

    private static async Task<JsonArray> List(ApiClient api, string path, long spaceId) =>
        (await api.Post(path + "list", new { channel_id = spaceId })).Data["items"]!.AsArray();
}
