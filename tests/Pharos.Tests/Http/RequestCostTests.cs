using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Reflection;
using System.Text;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.StatusPages.Changes;
using Pharos.Tests.Scenarios.Crash;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>What a request can cost before the server knows that it is allowed.</summary>
[Trait("Runs", "Once")]
public sealed class RequestCostTests(SharedServer shared)
{
    private const string Json = "application/json";

    [Fact]
    public async Task A_request_that_the_key_does_not_permit_is_refused_before_its_body_is_read()
    {
        var owner = await shared.NewAccount();
        var reads = await shared.Server.NewKey(owner, new ApiKeyLimits { ReadOnly = true });
        var (pageId, _) = await owner.NewPage();
        var paged = await shared.Server.NewKey(owner, new ApiKeyLimits { PageIds = [pageId] });
        using var http = HeldBody.NewHttpClient(shared.Server.Address);
        var refused = 0;
        foreach (var (_, path, operation) in shared.Server.Operations().Where(o => o.Method == "POST"))
        {
            var needs = operation.Permission;
            if ((needs & ~PermissionCatalogue.ReadOnly) != Permissions.None)
                await IsRefused(reads, path);
            if (operation.IsForAccount || (needs & ~PermissionCatalogue.PerPage) != Permissions.None)
                await IsRefused(paged, path);
        }

        Assert.True(refused > 40, "too few operations were tried");

        async Task IsRefused(ApiClient key, string path)
        {
            using var body = new HeldBody(Json, new byte[2000], []);
            var answer = await Send(http, key, path, body);
            Assert.True(answer.Code == "AccessDenied" && !body.IsAsked, $"{path}: {answer.Text}");
            refused++;
        }
    }

    [Theory]
    [InlineData("/team/infos", "{\"team_ids\":[", "1,", 100, "team_ids")]
    [InlineData("/status-page/section/delete", "{\"page_id\":1,\"section_ids\":[", "\"\",", 1000, "section_ids")]
    [InlineData("/member/invite", "{\"members\":[{},{\"role_ids\":[", "1,", 100, "members[1].role_ids")]
    [InlineData(
        "/status-page/change/create",
        "{\"x\":[[{}]],\"updates\":[{},{\"u\":{},\"component_changes\":[",
        "{},",
        1000,
        "updates[1].component_changes"
    )]
    [InlineData("/status-page/subscriber/import", "{\"subscribers\":[", "{},", 200_000, "subscribers")]
    public async Task A_list_over_its_limit_is_refused_where_the_limit_is_passed(
        string path,
        string beginning,
        string item,
        int limit,
        string field
    )
    {
        var api = await shared.NewAccount();
        string Body(int items) => beginning + string.Concat(Enumerable.Repeat(item, items)) + "!";

        // What follows is not JSON, so the error tells whether it has been read.
        (await api.Post(path, Body(limit))).IsError("InvalidParameter", "JSON");
        var over = await api.Post(path, Body(limit + 1));

        over.IsError("InvalidParameter", field + " ");
        Assert.Contains(limit.ToString(), over.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_is_refused_without_an_object_for_each_of_its_items()
    {
        var body = Encoding.UTF8.GetBytes("{\"updates\":[" + string.Join(',', Enumerable.Repeat("{}", 300_000)) + "]}");
        void Parse() => Assert.Throws<ApiException>(() => RequestBody.Parse<CreateChangeRequest>(body));
        Parse();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Parse();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Every_list_of_a_request_has_a_limit()
    {
        var lists = 0;
        foreach (var request in shared.Server.Operations().Select(o => o.Operation.Request).Distinct())
            Check(request);
        Assert.True(lists > 15, "too few lists were found");

        void Check(Type record)
        {
            foreach (var property in record.GetProperties().Where(p => p.CanWrite))
            {
                if (RequestBody.ItemOf(property.PropertyType) is not { } item)
                    continue;
                lists++;
                Assert.True(
                    property.GetCustomAttribute<MaxLengthAttribute>() is { Length: > 0 },
                    $"{record.Name}.{property.Name} has no MaxLength"
                );
                if (item.Namespace!.StartsWith("Pharos", StringComparison.Ordinal) && item.IsClass)
                    Check(item);
            }
        }
    }

    [Theory]
    [InlineData("/member/info", 1 << 20)]
    [InlineData("/status-page/update", 4 << 20)]
    [InlineData("/status-page/subscriber/import", 32 << 20)]
    public async Task Each_operation_has_a_largest_body(string path, int limit)
    {
        var api = await shared.NewAccount();
        using var http = HeldBody.NewHttpClient(shared.Server.Address);
        using var over = new HeldBody(Json, new byte[limit], new byte[1]);

        var answer = await Send(http, api, path, over);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "EntityTooLarge"), (answer.Status, answer.Code));
        Assert.Contains(limit.ToString(), answer.Message, StringComparison.Ordinal);
        Assert.False(over.IsAsked);
        if (limit <= 4 << 20)
            Assert.NotEqual(
                "EntityTooLarge",
                (await api.Post(path, "{\"x\":\"" + new string('x', limit - 8) + "\"}")).Code
            );
    }

    [Fact]
    public async Task The_bodies_of_all_requests_together_are_limited_and_visitors_have_a_part_of_their_own()
    {
        await using var server = await TestServer.Start(configure: options =>
            (options.MaxBodyBytes, options.MaxBodyBytesInFlight) = (512 << 10, 1 << 20)
        );
        var api = await server.NewAccount();
        using var http = HeldBody.NewHttpClient(server.Address);
        using var one = Held();
        using var other = Held();
        var sent = new[] { Send(http, api, "/member/info", one), Send(http, api, "/member/info", other) };

        ApiAnswer? refused = null;
        await Eventually.True(
            async () => (refused = await api.Post("/member/info", Large(60 << 10))).Code == "ServiceUnavailable",
            TimeSpan.FromSeconds(30)
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused!.Status);
        Assert.NotNull(refused.Headers.RetryAfter);
        using var form = new FormUrlEncodedContent([new("email", new string('a', 60_000))]);
        using var visitor = await server.Http.PostAsync("/console/sign-in", form);
        Assert.Equal(HttpStatusCode.BadRequest, visitor.StatusCode); // No form token.
        one.Release();
        other.Release();
        Assert.All(await Task.WhenAll(sent), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        await Eventually.True(
            async () => (await api.Post("/member/info", Large(400 << 10))).Status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(30)
        );

        // 720 of 768 KiB.
        static HeldBody Held()
        {
            var body = Encoding.UTF8.GetBytes(Large(360 << 10));
            return new HeldBody(Json, body[..^1], body[^1..]);
        }

        static string Large(int bytes) => "{\"x\":\"" + new string('x', bytes) + "\"}";
    }

    [Fact]
    public async Task An_account_imports_one_list_at_a_time_and_the_next_does_not_wait_forever()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var (api, stranger) = (await server.NewAccount(), await server.NewAccount());
        const string Import = "/status-page/subscriber/import";
        using var http = HeldBody.NewHttpClient(server.Address);
        using var first = new HeldBody(Json, "{"u8.ToArray(), "}"u8.ToArray());
        var running = Send(http, api, Import, first);
        await Eventually.True(() => Task.FromResult(first.IsAsked), TimeSpan.FromSeconds(30));

        var second = api.Post(Import, "{}");
        (await stranger.Post(Import, "{}")).IsError("InvalidParameter", "page_id");
        await Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(second.IsCompleted);
            },
            TimeSpan.FromSeconds(30)
        );

        Assert.Equal(HttpStatusCode.TooManyRequests, (await second).Status);
        (await second).IsError("RequestTooFrequently", "import");
        Assert.NotNull((await second).Headers.RetryAfter);
        first.Release();
        (await running).IsError("InvalidParameter", "page_id");
        (await api.Post(Import, "{}")).IsError("InvalidParameter", "page_id");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(31, Traits = ["Runs", "Full"])]
    public async Task A_read_only_key_with_a_huge_body_takes_neither_memory_nor_processor_time(int megabytes)
    {
        await using var server = await PharosProcess.Serve("--data", "d");
        var key = await ReadOnlyKey(server);
        using var http = TestServer.NewHttpClient(server.Address);
        var small = Body(1);
        var body = Body(megabytes << 20);
        // Compiles what the measured request runs.
        for (var i = 0; i < 3; i++)
            await Refused(small);
        var before = server.Cost();

        await Refused(body);

        var after = server.Cost();
        Assert.InRange(after.Memory - before.Memory, long.MinValue, 50_000_000);
        Assert.InRange((after.Processor - before.Processor).TotalSeconds, 0, 0.2);

        static byte[] Body(int bytes) =>
            Encoding.UTF8.GetBytes(
                """{"page_id":1,"type":"incident","title":"a","description":"a","status":"investigating","updates":["""
                    + string.Concat(Enumerable.Repeat("{},", bytes / 3))
                    + "{}]}"
            );

        async Task Refused(byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new("application/json");
            try
            {
                using var response = await http.PostAsync("/status-page/change/create?app_key=" + key, content);
                Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            }
            catch (HttpRequestException)
            {
                // The server has closed the connection, because the rest of the body took too long.
            }
        }
    }

    private static async Task<string> ReadOnlyKey(PharosProcess server)
    {
        string[] place = ["--data", Path.Combine(server.Folder, "d")];
        await FirstKey.Create(place);
        var key = await PharosCommand.Run([
            "key",
            "create",
            .. place,
            "--email",
            "a@example.com",
            "--name",
            "reads",
            "--read-only",
        ]);
        return key.IsDone().Trim();
    }

    private static async Task<ApiAnswer> Send(HttpClient http, ApiClient api, string path, HttpContent body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{path}?app_key={api.Key}") { Content = body };
        return await new ApiClient(http, api.Key, api.Caller, api.Email).Send(message);
    }
}
