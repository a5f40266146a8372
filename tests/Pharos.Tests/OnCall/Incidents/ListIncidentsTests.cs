using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents;

public sealed class ListIncidentsTests(SharedServer shared)
{
    private const string Path = "/incident/list";

    [Fact]
    public async Task Pages_by_cursor_and_by_number_contain_each_incident_once_in_both_orders()
    {
        var (api, data) = await Account();
        var ids = new List<string>();
        // Some share their second, so that their IDs decide.
        for (var i = 0; i < 7; i++)
            ids.Add(await data.Incident("Disk full", secondsAgo: i / 3));
        var newestFirst = ids.Select((id, i) => (id, i))
            .OrderBy(x => x.i / 3)
            .ThenByDescending(x => x.id, StringComparer.Ordinal)
            .Select(x => x.id)
            .ToList();

        foreach (var asc in new[] { false, true })
        {
            var expected = asc ? newestFirst.AsEnumerable().Reverse() : newestFirst;
            Assert.Equal(expected, await api.Pages(Path, "incident_id", cursor => Request(
                        data,
                        new
                        {
                            limit = 2,
                            asc,
                            search_after_ctx = cursor,
                        }
                    )));
            var pages = new List<string>();
            for (var p = 1; p <= 4; p++)
                pages.AddRange(
                    (
                        await api.Post(
                            Path,
                            Request(
                                data,
                                new
                                {
                                    limit = 2,
                                    p,
                                    asc,
                                }
                            )
                        )
                    ).All("incident_id")
                );
            Assert.Equal(expected, pages);
        }
    }

    [Fact]
    public async Task A_cursor_is_not_moved_by_new_incidents_and_excludes_a_page_number()
    {
        var (api, data) = await Account();
        var older = await data.Incident("Old", secondsAgo: 20);
        await data.Incident("New", secondsAgo: 10);
        var first = await api.Post(Path, Request(data, new { limit = 1 }));
        var cursor = first.Data["search_after_ctx"]!.GetValue<string>();

        await data.Incident("Newer");

        var next = await api.Post(Path, Request(data, new { limit = 1, search_after_ctx = cursor }));
        Assert.Equal([older], next.All("incident_id"));
        Assert.Equal(3, next.Data["total"]!.GetValue<int>());
        (await api.Post(Path, Request(data, new { p = 2, search_after_ctx = cursor }))).IsError(
            "InvalidParameter",
            "p "
        );
        (await api.Post(Path, Request(data, new { asc = true, search_after_ctx = cursor }))).IsError(
            "InvalidParameter",
            "search_after_ctx"
        );
        (await api.Post(Path, Request(data, new { search_after_ctx = "AQ" }))).IsError(
            "InvalidParameter",
            "search_after_ctx"
        );
        (await api.Post(Path, Request(data, new { p = 101, limit = 100 }))).IsError("InvalidParameter", "10000");
    }

    [Fact]
    public async Task A_window_is_required_and_takes_up_to_31_days()
    {
        var (api, data) = await Account();
        await data.Incident("Before", secondsAgo: 100);
        var inside = await data.Incident("Inside", secondsAgo: 50);
        await data.Incident("After");

        var found = await api.Post(Path, new { start_time = data.Now - 50, end_time = data.Now - 49 });

        Assert.Equal([inside], found.All("incident_id"));
        (await api.Post(Path, new { end_time = data.Now })).IsError("InvalidParameter", "start_time");
        (await api.Post(Path, new { start_time = data.Now })).IsError("InvalidParameter", "end_time");
        (await api.Post(Path, new { start_time = data.Now, end_time = data.Now })).IsError(
            "InvalidParameter",
            "end_time"
        );
        (await api.Post(Path, new { start_time = data.Now - 31 * 86400 - 1, end_time = data.Now })).IsError(
            "InvalidParameter",
            "31"
        );
    }

    [Fact]
    public async Task Each_filter_returns_what_fits_and_nothing_else()
    {
        var (api, data) = await Account();
        var bob = await shared.Server.NewMember(data.AccountId, BuiltInRoles.Responder);
        var space = await data.Space();
        var one = await data.Incident(
            "Database is slow",
            space,
            labels: new() { ["host"] = "db-1", ["quote"] = "say \"hi\"" },
            change: i =>
            {
                (i.Progress, i.Severity, i.EverMuted) = (IncidentProgress.Processing, EventStatus.Critical, true);
                (i.SnoozedUntil, i.IsRare) = (data.Now + 3600, true);
            }
        );
        var other = await data.Incident(
            "Web is down",
            secondsAgo: 5,
            labels: new() { ["host"] = "web-1", ["rack"] = "db-1" },
            change: i =>
                (i.Progress, i.CloserId, i.CloseTime) = (IncidentProgress.Closed, bob.Caller.MemberId, data.Now)
        );
        await data.Responder(one, bob, acknowledgedAt: data.Now);
        var num = IncidentNumber.From(one);

        foreach (
            var filter in new object[]
            {
                new { progress = "Triggered,Processing" },
                new { incident_severity = "Critical, Critical" },
                new { ever_muted = true },
                new { is_snoozed = true },
                new { is_rare = true },
                new { channel_ids = new[] { space } },
                new { responder_ids = new[] { bob.Caller.MemberId } },
                new { acker_ids = new[] { bob.Caller.MemberId } },
                new { incident_ids = new[] { one.ToUpperInvariant() } },
                new { nums = new[] { num.ToLowerInvariant() } },
                new { title = "Database is slow" },
                new { title = "/^Data.*slow$/" },
                new { title = "Data*sl?w" },
                new { labels = new { host = new[] { "db-1" } } },
                new { labels = new { host = new[] { "x", "/^db-[0-9]$/" } } },
                new { labels = new { host = new[] { "db-*" }, quote = new[] { "say \"hi\"" } } },
                new { query = "database" },
                new { query = one },
                new { query = num.ToLowerInvariant() },
            }
        )
            Assert.Equal([one], (await api.Post(Path, Request(data, filter))).All("incident_id"));
        foreach (
            var filter in new object[]
            {
                new { progress = "Closed" },
                new { closer_ids = new[] { bob.Caller.MemberId } },
                new { is_snoozed = false },
                new { ever_muted = false },
                new { labels = new { host = new[] { "web-1" }, rack = new[] { "db-1" } } },
                new { title = "*down" },
            }
        )
            Assert.Equal([other], (await api.Post(Path, Request(data, filter))).All("incident_id"));
        foreach (
            var filter in new object[]
            {
                new { title = "Database" },
                new { labels = new { host = new[] { "db" } } },
                new { labels = new { ost = new[] { "db-1" } } },
                new { channel_ids = new[] { Ids.NewInteger() } },
                new { creator_ids = new[] { bob.Caller.MemberId } },
            }
        )
            Assert.Empty((await api.Post(Path, Request(data, filter))).All("incident_id"));
        Assert.Equal([one, other], (await api.Post(Path, Request(data, new { is_rare = false }))).All("incident_id"));
    }

    [Fact]
    public async Task A_malformed_filter_is_refused_by_its_name()
    {
        var (api, data) = await Account();
        foreach (
            var (filter, field) in new (object, string)[]
            {
                (new { progress = "Open" }, "progress"),
                (new { incident_severity = "Critical,bad" }, "incident_severity"),
                (new { title = "/(/" }, "title"),
                (new { labels = new { host = new[] { "/(/" } } }, "labels"),
                (new { labels = new { host = Array.Empty<string>() } }, "labels"),
                (new { incident_ids = new[] { "x" } }, "incident_ids[0]"),
                (new { limit = 101 }, "limit"),
                (new { p = -1 }, "p"),
            }
        )
            (await api.Post(Path, Request(data, filter))).IsError("InvalidParameter", field);
        (await api.Post(Path, Request(data, new { fields = new { unknown = true } }))).IsError(
            "ResourceNotFound",
            "fields"
        );
    }

    [Fact]
    public async Task Custom_fields_are_compared_exactly()
    {
        var (api, data) = await Account();
        await data.Save(db =>
        {
            foreach (
                var (name, type) in new[]
                {
                    ("paid", IncidentFieldType.Checkbox),
                    ("tier", IncidentFieldType.SingleSelect),
                }
            )
                db.IncidentFields.Add(
                    new IncidentFieldRow
                    {
                        FieldId = Ids.NewObjectId(shared.Server.Store.Clock),
                        AccountId = data.AccountId,
                        Name = name,
                        DisplayName = name,
                        Type = type,
                        Options = ["gold", "silver"],
                        CreatorId = api.Caller.MemberId,
                        CreatedAt = data.Now,
                        UpdatedAt = data.Now,
                        UpdatedBy = api.Caller.MemberId,
                    }
                );
        });
        var gold = await data.Incident("A", change: i => i.Fields = """{"paid":true,"tier":"gold"}""");
        await data.Incident("B", change: i => i.Fields = """{"paid":true,"tier":"silver"}""");

        var found = await api.Post(Path, Request(data, new { fields = new { tier = "gold", paid = true } }));

        Assert.Equal([gold], found.All("incident_id"));
        Assert.Equal("gold", found.Data["items"]![0]!["fields"]!["tier"]!.GetValue<string>());
        (await api.Post(Path, Request(data, new { fields = new { tier = "lead" } }))).IsError(
            "InvalidParameter",
            "tier"
        );
    }

    [Fact]
    public async Task Incidents_of_private_spaces_are_only_for_their_teams_and_my_filters_for_the_caller()
    {
        var (api, data) = await Account();
        var bob = await shared.Server.NewMember(data.AccountId, BuiltInRoles.Responder);
        var teamId = (
            await api.Post("/team/upsert", new { team_name = "Ops", person_ids = new[] { bob.Caller.MemberId } })
        ).Id("team_id");
        var secret = await data.Incident("Secret", await data.Space("Secret", isPrivate: true));
        var ours = await data.Incident("Ours", await data.Space("Ours", teamId, isPrivate: true), secondsAgo: 1);
        var everyones = await data.Incident("Everyone's", await data.Space("Open"), secondsAgo: 2);
        var standalone = await data.Incident("Standalone", secondsAgo: 3);
        await data.Responder(standalone, bob);

        async Task<List<string>> Seen(ApiClient client, object filter) =>
            (await client.Post(Path, Request(data, filter))).All("incident_id");

        Assert.Equal([secret, ours, everyones, standalone], await Seen(api, new { }));
        Assert.Equal([ours, everyones, standalone], await Seen(bob, new { }));
        Assert.Empty(await Seen(bob, new { incident_ids = new[] { secret } }));
        Assert.Empty(await Seen(bob, new { query = "secret" }));
        Assert.Equal([ours], await Seen(bob, new { is_my_team = true }));
        Assert.Equal([ours], await Seen(bob, new { is_my_channel = true }));
        Assert.Equal([ours], await Seen(bob, new { team_ids = new[] { teamId } }));
        Assert.Equal([standalone], await Seen(bob, new { is_related = true }));
        Assert.Equal([secret, ours, everyones], await Seen(api, new { is_my_channel = true }));
        foreach (
            var path in new[] { "/incident/info", "/incident/feed", "/incident/alert/list", "/incident/past/list" }
        )
            (await bob.Post(path, new { incident_id = secret })).IsError("ResourceNotFound", "incident_id");
        (await bob.Post("/incident/list-by-ids", new { incident_ids = new[] { ours, secret } })).IsError(
            "ResourceNotFound",
            "incident_ids[1]"
        );
    }

    internal static object Request(OnCallData data, object filter)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(filter)!.AsObject();
        (request["start_time"], request["end_time"]) = (data.Window.Start, data.Window.End);
        return request;
    }

    private async Task<(ApiClient Api, OnCallData Data)> Account()
    {
        var api = await shared.NewAccount();
        return (api, new OnCallData(shared.Server, api));
    }
}
