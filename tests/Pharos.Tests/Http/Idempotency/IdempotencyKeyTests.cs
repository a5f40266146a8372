using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Platform.Roles;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.Idempotency;

public sealed class IdempotencyKeyTests(SharedServer shared)
{
    [Fact]
    public async Task A_write_sent_again_is_answered_as_at_first_and_not_done_again()
    {
        foreach (var (method, path, _) in shared.Server.Operations().Where(o => o.Operation.Writes))
        {
            var page = await SamplePage.Create(await shared.NewAccount());
            var request = page.Request(path).ToJsonString();

            var first = await Send(page.Api, path, request, "once");
            var state = await shared.Server.Store.Lines(page.Api.Caller.AccountId);
            var again = await Send(page.Api, path, request, "once");

            Assert.True(first.Status == System.Net.HttpStatusCode.OK, method + path + first.Text);
            Assert.Equal(
                (first.Data.ToJsonString(), false, true),
                (again.Data.ToJsonString(), IsReplay(first), IsReplay(again))
            );
            Assert.NotEqual(first.RequestId(), again.RequestId());
            Assert.Equal(again.RequestId(), again.Json["request_id"]!.GetValue<string>());
            Assert.Equal(state.Count, (await shared.Server.Store.Lines(page.Api.Caller.AccountId)).Count);
            Assert.Equal(first.RequestId(), state[^1].RequestId);
        }
    }

    [Fact]
    public async Task Many_at_once_do_it_once_and_all_learn_what_came_of_it()
    {
        var api = await shared.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var request = Incident(pageId, components[0]);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(_ => Send(api, "/status-page/change/create", request, "storm"))
        );

        Assert.Single(answers.Select(a => a.Data.ToJsonString()).Distinct());
        Assert.Single(answers, a => !IsReplay(a));
        Assert.Single(
            (await api.Get("/status-page/change/active/list", ("page_id", pageId), ("type", "incident"))).Data[
                "items"
            ]!.AsArray()
        );
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused_and_does_nothing()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        _ = (await Send(page.Api, "/role/disable", $$"""{"role_id":{{page.RoleId}}}""", "k")).Data;
        var before = await page.State();

        (await Send(page.Api, "/role/disable", $$"""{"role_id": {{page.RoleId}}}""", "k")).IsError(
            "InvalidParameter",
            "Idempotency-Key"
        );
        (await Send(page.Api, "/role/enable", $$"""{"role_id":{{page.RoleId}}}""", "k")).IsError(
            "InvalidParameter",
            "Idempotency-Key"
        );
        Assert.Equal(before, await page.State());
        _ = (await Send(page.Api, "/role/enable", $$"""{"role_id":{{page.RoleId}}}""", "K")).Data;
    }

    [Fact]
    public async Task Each_API_key_has_idempotency_keys_of_its_own()
    {
        var owner = await shared.NewAccount();
        var viewer = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        const string Name = "deploy-2026-11-30";
        const string Team = """{"team_name":"Backend"}""";
        var own = $$"""{"member_id":{{viewer.Caller.MemberId}},"locale":"en-US"}""";

        _ = (await Send(viewer, "/member/info/reset", own, Name)).Data;
        var created = await Send(owner, "/team/upsert", Team, Name);
        var again = await Send(owner, "/team/upsert", Team, Name);

        Assert.False(IsReplay(created));
        Assert.True(IsReplay(again));
        Assert.Equal(created.Id("team_id"), again.Id("team_id"));
        Assert.True(IsReplay(await Send(viewer, "/member/info/reset", own, Name)));
        (await Send(viewer, "/team/upsert", Team, "other")).IsError("AccessDenied");
    }

    [Fact]
    public async Task Another_account_has_keys_of_its_own()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        const string Team = """{"team_name":"Backend"}""";

        var made = await Send(one, "/team/upsert", Team, "k");
        var others = await Send(other, "/team/upsert", Team, "k");

        Assert.False(IsReplay(others));
        Assert.NotEqual(made.Id("team_id"), others.Id("team_id"));
    }

    [Fact]
    public async Task What_was_refused_may_be_put_right_under_the_same_key()
    {
        var api = await shared.NewAccount();
        var lines = await shared.Server.Store.Lines(api.Caller.AccountId);

        (await Send(api, "/team/upsert", """{"team_name":""}""", "k")).IsError("InvalidParameter", "team_name");
        (await Send(api, "/team/upsert", """{"team_id":4398046511105,"team_name":"Backend"}""", "k")).IsError(
            "ResourceNotFound"
        );
        Assert.Equal(lines.Count, (await shared.Server.Store.Lines(api.Caller.AccountId)).Count);
        Assert.False(IsReplay(await Send(api, "/team/upsert", """{"team_name":"Backend"}""", "k")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("a\u007Fb")]
    [InlineData("256")]
    [InlineData("twice")]
    public async Task A_malformed_key_is_refused(string key)
    {
        var api = await shared.NewAccount();
        var message = Message(
            api,
            "/team/upsert",
            """{"team_name":"Backend"}""",
            key switch
            {
                "256" => new string('k', 256),
                "twice" => "one",
                _ => key,
            }
        );
        if (key == "twice")
            message.Headers.TryAddWithoutValidation("Idempotency-Key", "two");

        (await api.Send(message)).IsError("InvalidParameter", "Idempotency-Key");
        Assert.Empty((await api.Post("/team/list", "{}")).Data["items"]!.AsArray());
    }

    [Fact]
    public async Task A_key_of_255_characters_will_do_and_reads_take_no_notice_of_any()
    {
        var api = await shared.NewAccount();

        _ = (await Send(api, "/team/upsert", """{"team_name":"Backend"}""", new string('~', 255))).Data;
        var read = await Send(api, "/team/list", "{}", "a b");

        Assert.Single(read.Data["items"]!.AsArray());
        Assert.False(IsReplay(await Send(api, "/team/list", "{}", "a b")));
    }

    [Fact]
    public async Task After_a_day_the_key_is_new_and_old_ones_are_gone()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        var made = await Send(api, "/role/upsert", """{"role_name":"Writers"}""", "k");
        await Send(api, "/team/upsert", """{"team_name":"Backend"}""", "forgotten");
        clock.Advance(TimeSpan.FromSeconds((24 * 3600) - 1));
        Assert.Equal(
            made.Id("role_id"),
            (await Send(api, "/role/upsert", """{"role_name":"Writers"}""", "k")).Id("role_id")
        );

        clock.Advance(TimeSpan.FromSeconds(1));
        (await Send(api, "/role/upsert", """{"role_name":"Writers"}""", "k")).IsError("InvalidParameter", "role_name");
        Assert.False(IsReplay(await Send(api, "/role/upsert", """{"role_name":"Readers"}""", "k")));

        clock.Advance(TimeSpan.FromMinutes(10));
        await Send(api, "/team/upsert", """{"team_name":"Frontend"}""", "other");
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(2, await db.IdempotencyKeys.CountAsync());
    }

    [Fact]
    public async Task A_key_that_lost_the_permission_is_not_answered_again()
    {
        var owner = await shared.NewAccount();
        var roleId = await owner.NewRole("Inviters", 201);
        var colleague = await shared.Server.NewColleague(owner, roleId);
        const string Invitation = """{"members":[{"email":"grace@example.com"}]}""";
        Assert.Contains(
            "invitation_url",
            (await Send(colleague, "/member/invite", Invitation, "k")).Text,
            StringComparison.Ordinal
        );

        _ = (await owner.Post("/role/disable", new { role_id = roleId })).Data;

        var refused = await Send(colleague, "/member/invite", Invitation, "k");
        refused.IsError("AccessDenied");
        Assert.DoesNotContain("invitations", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_response_gives_no_access_to_a_reader_of_the_database()
    {
        var owner = await shared.NewAccount();
        var answer = await Send(
            owner,
            "/member/invite",
            """{"members":[{"email":"grace@example.com"}]}""",
            "a-key-to-look-for"
        );
        var token = answer.Data["items"]![0]!["invitation_url"]!.GetValue<string>().Split('/')[^1];

        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        var row = await db.IdempotencyKeys.SingleAsync(k => k.AccountId == owner.Caller.AccountId);

        foreach (var secret in (string[])[token, "a-key-to-look-for", "grace", owner.Key])
        {
            foreach (var bytes in (byte[][])[row.Answer, row.Name, row.Digest, Encoding.UTF8.GetBytes(row.Sender)])
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
        }
    }

    [Fact]
    public async Task What_a_named_write_sends_and_makes_stale_is_so_at_once()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        // Nothing else takes the signal.
        await server
            .Services.GetServices<IHostedService>()
            .OfType<DeliveryWorker>()
            .Single()
            .StopAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        while (server.Store.Writes.OutboxSignal.Wait(cancel.Token).IsCompleted) { }

        await cancel.CancelAsync();
        var changeId = (await Send(api, "/status-page/change/create", Incident(pageId, components[0]), "k")).Id(
            "change_id"
        );
        Assert.True(server.Store.Writes.OutboxSignal.Wait(CancellationToken.None).IsCompleted);
        Assert.Equal("Slow answers", await Title());
        await Send(
            api,
            "/status-page/change/update",
            $$"""{"page_id":{{pageId}},"change_id":{{changeId}},"title":"Slower answers"}""",
            "k2"
        );
        Assert.Equal("Slower answers", await Title());
        Assert.False(server.Store.Writes.OutboxSignal.Wait(CancellationToken.None).IsCompleted);

        async Task<string> Title() =>
            (await api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId)))
                .Data["change_name"]
                ?.GetValue<string>()
            ?? (await api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))).Data[
                "title"
            ]!.GetValue<string>();
    }

    private static bool IsReplay(ApiAnswer answer) =>
        answer.Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Single() == "true";

    private static Task<ApiAnswer> Send(ApiClient api, string path, string body, string key) =>
        api.Send(Message(api, path, body, key));

    private static HttpRequestMessage Message(ApiClient api, string path, string body, string key)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var message = new HttpRequestMessage(HttpMethod.Post, $"{path}?app_key={api.Key}") { Content = content };
        message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return message;
    }

    private static string Incident(long pageId, string componentId) =>
        JsonSerializer.Serialize(
            new
            {
                page_id = pageId,
                type = "incident",
                title = "Slow answers",
                description = "Answers are slow.",
                status = "investigating",
                notify_subscribers = true,
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "We are looking.",
                        component_changes = new[] { new { component_id = componentId, status = "degraded" } },
                    },
                },
            }
        );
}
