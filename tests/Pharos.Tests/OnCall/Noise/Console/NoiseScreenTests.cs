using System.Net;
using System.Text.Json.Nodes;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Noise.Console;

/// <summary>Silences, inhibitions and drop rules in the console.</summary>
public sealed class NoiseScreenTests(SharedServer shared)
{
    [Fact]
    public async Task Silence_this_starts_with_what_the_alerts_share_and_says_how_many_match()
    {
        var (space, browser, path) = await Signed();
        var key = await space.Integrate("standard");
        foreach (var host in (string[])["a", "b"])
            await space.Push(
                key,
                new
                {
                    title_rule = "Disk full",
                    event_status = "Critical",
                    alert_key = host,
                    labels = new { host, service = "shop, web" },
                }
            );
        var incidents = await space.Incidents();
        (
            await space.Owner.Post(
                "/incident/merge",
                new
                {
                    source_incident_ids = new[] { incidents[0].IncidentId() },
                    target_incident_id = incidents[1].IncidentId(),
                }
            )
        ).IsSuccess();
        var id = incidents[1].IncidentId();

        var form = await browser.Get($"{path}/silences?from_incident={id}");

        Assert.Contains("2 open alerts match now.", form.Text, StringComparison.Ordinal);
        var fields = form.Untouched(path + "/silences");
        Assert.Contains(("key", "labels.service"), fields);
        Assert.Contains(("vals", "\"shop, web\""), fields);
        Assert.Contains(("key", "severity"), fields);
        Assert.DoesNotContain(("key", "labels.host"), fields);

        (await browser.SubmitTouching(form, path + "/silences")).Sees(path + "/silences?done=made");
        await space.Push(
            key,
            new
            {
                title_rule = "Disk full",
                event_status = "Critical",
                alert_key = "c",
                labels = new { host = "c", service = "shop, web" },
            }
        );
        Assert.Equal(2, (await space.Incidents()).Count);

        // A second silence from the same incident replaces the first one.
        var again = await browser.Get($"{path}/silences?from_incident={id}");
        (await browser.SubmitTouching(again, path + "/silences", ("name", "Renamed"))).Sees(
            path + "/silences?done=made"
        );
        Assert.Equal("Renamed", Assert.Single(await Rules(space, "silence"))["rule_name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_check_counts_without_writing()
    {
        var (space, browser, path) = await Signed();
        await space.Fire(await space.Integrate("standard"), "a");
        var page = await browser.Get(path + "/silences");

        var checks = await browser.Post(
            path + "/silences/check",
            [
                .. page.Hidden(path + "/silences"),
                ("key", "labels.host"),
                ("oper", "IN"),
                ("vals", "a*"),
                ("when", "once"),
            ]
        );
        var wrong = await browser.Post(
            path + "/silences/check",
            [.. page.Hidden(path + "/silences"), ("key", "colour"), ("oper", "IN"), ("vals", "red"), ("when", "once")]
        );

        Assert.Contains("1 open alert matches now.", checks.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"key-wrong\"", wrong.Html, StringComparison.Ordinal);
        Assert.Empty(await Rules(space, "silence"));
    }

    [Fact]
    public async Task A_weekly_silence_is_stored_and_one_that_is_in_force_can_be_ended()
    {
        var (space, browser, path) = await Signed();
        var list = path + "/silences";

        (
            await browser.Submit(
                list,
                list,
                ("name", "Nights"),
                ("key", "labels.env"),
                ("oper", "NOTIN"),
                ("vals", "prod, live"),
                ("when", "weekly"),
                ("days", "1"),
                ("days", "0"),
                ("from", "22:00"),
                ("to", "06:00")
            )
        ).Sees(list + "?done=made");
        var weekly = Assert.Single(await Rules(space, "silence"));
        Assert.Equal(
            """[[{"key":"labels.env","oper":"NOTIN","vals":["prod","live"]}]]""",
            weekly["filters"]!.ToJsonString()
        );
        Assert.Equal("22:00", weekly["time_filters"]![0]!["start"]!.GetValue<string>());
        await Act(weekly, "delete", "deleted");

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (
            await browser.Submit(
                list,
                list,
                ("name", "Disk work"),
                ("key", "title"),
                ("oper", "IN"),
                ("vals", "Disk*"),
                ("when", "once"),
                ("start", ConsoleBrowser.LocalTime(now - 3600)),
                ("end", ConsoleBrowser.LocalTime(now + 3600))
            )
        ).Sees(list + "?done=made");
        Assert.Contains("In force", (await browser.Get(list)).Text, StringComparison.Ordinal);
        await Act(Assert.Single(await Rules(space, "silence")), "end", "ended");
        Assert.False(Assert.Single(await Rules(space, "silence"))["is_effective"]!.GetValue<bool>());

        async Task Act(JsonNode rule, string act, string done)
        {
            var target = $"{list}/{rule["rule_id"]!.GetValue<string>()}";
            (await browser.Submit(list, target, ("do", act))).Sees($"{list}?done={done}");
        }
    }

    [Fact]
    public async Task Inhibitions_and_drop_rules_are_created_switched_and_deleted()
    {
        var (space, browser, path) = await Signed();
        foreach (
            var (part, kind, fields) in ((string, string, (string, string)[])[])
                [
                    (
                        "/inhibitions",
                        "inhibit",
                        [
                            ("name", "Host down"),
                            ("source_key", "title"),
                            ("source_oper", "IN"),
                            ("source_vals", "Host down"),
                            ("target_key", ""),
                            ("target_oper", "IN"),
                            ("target_vals", ""),
                            ("equals", "labels.host"),
                        ]
                    ),
                    (
                        "/drop-rules",
                        "unsubscribe",
                        [("name", "Tests"), ("key", "labels.env"), ("oper", "IN"), ("vals", "test")]
                    ),
                ]
        )
        {
            var list = path + part;
            (await browser.Submit(list, list, fields)).Sees(list + "?done=made");
            var rule = Assert.Single(await Rules(space, kind))["rule_id"]!.GetValue<string>();
            (await browser.Submit(list, $"{list}/{rule}", ("do", "disable"))).Sees(list + "?done=disabled");
            Assert.Contains("Disabled", (await browser.Get(list)).Text, StringComparison.Ordinal);
            (await browser.Submit(list, $"{list}/{rule}", ("do", "enable"))).Sees(list + "?done=enabled");
            (await browser.Submit(list, $"{list}/{rule}", ("do", "delete"))).Sees(list + "?done=deleted");
            Assert.Empty(await Rules(space, kind));
        }

        var empty = await browser.Submit(path + "/drop-rules", path + "/drop-rules", ("name", "Everything"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("id=\"key-wrong\"", empty.Html, StringComparison.Ordinal);
    }

    private const string Dev = """[{"key":"labels.env","oper":"IN","vals":["dev"]}]""";

    [Fact]
    public async Task Rules_are_edited_and_keep_what_the_form_does_not_show()
    {
        var (space, browser, path) = await Signed();
        (
            await space.Owner.Post(
                "/channel/unsubscribe/rule/create",
                new
                {
                    channel_id = space.SpaceId,
                    rule_name = "Tests",
                    description = "Noise of tests",
                    priority = 7,
                    filters = new[] { new[] { Is("labels.env", "test") }, new[] { Is("labels.env", "dev") } },
                }
            )
        ).IsSuccess();
        (
            await space.Owner.Post(
                "/channel/inhibit/rule/create",
                new
                {
                    channel_id = space.SpaceId,
                    rule_name = "Host down",
                    source_filters = new[] { new[] { Is("title", "Host down") } },
                    target_filters = Array.Empty<object>(),
                    equals = new[] { "labels.host" },
                    is_directly_discard = true,
                }
            )
        ).IsSuccess();

        await Edit("/drop-rules", "unsubscribe", ("name", "Test systems"), ("vals", "test, ci"));
        var drop = Assert.Single(await Rules(space, "unsubscribe"));
        Assert.Equal("Test systems", drop["rule_name"]!.GetValue<string>());
        Assert.Equal("Noise of tests", drop["description"]!.GetValue<string>());
        Assert.Equal(7, drop["priority"]!.GetValue<long>());
        Assert.Equal(
            ["""[{"key":"labels.env","oper":"IN","vals":["test","ci"]}]""", Dev],
            drop["filters"]!.AsArray().Select(group => group!.ToJsonString())
        );

        await Edit("/inhibitions", "inhibit", ("equals", "labels.host, labels.rack"));
        var inhibition = Assert.Single(await Rules(space, "inhibit"));
        Assert.Equal("""["labels.host","labels.rack"]""", inhibition["equals"]!.ToJsonString());
        Assert.Equal("Host down", inhibition["source_filters"]![0]![0]!["vals"]![0]!.GetValue<string>());
        Assert.True(inhibition["is_directly_discard"]!.GetValue<bool>());

        async Task Edit(string part, string kind, params (string, string)[] touched)
        {
            var rule = Assert.Single(await Rules(space, kind))["rule_id"]!.GetValue<string>();
            var form = $"{path}{part}/{rule}/edit";
            Assert.Contains(form, (await browser.Get(path + part)).Html, StringComparison.Ordinal);
            (await browser.SubmitTouching(await browser.Get(form), form, touched)).Sees(path + part + "?done=saved");
            var unknown = $"{path}{part}/{new string('0', 24)}/edit";
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(unknown)).Status);
        }
    }

    [Fact]
    public async Task A_silence_is_edited_and_a_change_that_came_between_is_not_overwritten()
    {
        var (space, browser, path) = await Signed();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (
            await space.Owner.Post(
                "/channel/silence/rule/create",
                new
                {
                    channel_id = space.SpaceId,
                    rule_name = "Disk work",
                    filters = new[] { new[] { Is("title", "Disk*") } },
                    time_filter = new { start_time = now - 3600, end_time = now + 3600 },
                    is_auto_delete = true,
                }
            )
        ).IsSuccess();
        await space.Fire(await space.Integrate("standard"), "a");
        var rule = Assert.Single(await Rules(space, "silence"))["rule_id"]!.GetValue<string>();
        var form = $"{path}/silences/{rule}/edit";
        var open = await browser.Get(form);
        var stale = await browser.Get(form);

        var check = await browser.Post(
            $"{path}/silences/{rule}/check",
            [
                .. open.Hidden(form),
                ("name", "Disk work"),
                ("key", "title"),
                ("oper", "IN"),
                ("vals", "*full"),
                ("when", "once"),
            ]
        );
        Assert.Contains("1 open alert matches now.", check.Text, StringComparison.Ordinal);
        Assert.Contains("Disk full", check.Text, StringComparison.Ordinal);

        (await browser.SubmitTouching(open, form, ("name", "Disks"), ("when", "weekly"), ("from", "01:00"))).Sees(
            $"{path}/silences?done=saved"
        );
        var saved = Assert.Single(await Rules(space, "silence"));
        Assert.Equal("Disks", saved["rule_name"]!.GetValue<string>());
        Assert.Equal("01:00", saved["time_filters"]![0]!["start"]!.GetValue<string>());
        Assert.Equal("Disk*", saved["filters"]![0]![0]!["vals"]![0]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.Conflict, (await browser.SubmitTouching(stale, form, ("name", "Late"))).Status);
    }

    private static object Is(string key, string value) =>
        new
        {
            key,
            oper = "IN",
            vals = new[] { value },
        };

    private static async Task<JsonNode[]> Rules(OnCallSpace space, string kind)
    {
        var answer = await space.Owner.Post($"/channel/{kind}/rule/list", new { channel_id = space.SpaceId });
        return [.. answer.Data["items"]!.AsArray().Select(rule => rule!)];
    }

    private async Task<(OnCallSpace Space, ConsoleBrowser Browser, string Path)> Signed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        return (space, browser, $"/console/spaces/{space.SpaceId}");
    }
}
