using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.RateLimiting;

/// <summary>Quotas of the Open API under many clients at once, on a clock that moves only when told.</summary>
public sealed class QuotaTests
{
    /// <summary>The first second of a minute.</summary>
    private static readonly DateTimeOffset Minute = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Fact]
    public async Task Fifty_requests_pass_in_a_second_however_many_clients_send_them()
    {
        var clock = new TestClock(Minute);
        await using var server = await Limited(clock);
        var alice = await server.NewAccount();
        var colleague = await server.NewMember(alice.Caller.AccountId, BuiltInRoles.Viewer);
        var stranger = await server.NewAccount();

        var answers = await Many(200, i => (i % 2 == 0 ? alice : colleague).Get("/status-page/list"));

        Assert.Equal(50, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a =>
            AssertRefused(a, "50", clock, retryAfter: 1)
        );
        Assert.Equal(
            Enumerable.Range(0, 50),
            answers
                .Where(a => a.Status == HttpStatusCode.OK)
                .Select(a => int.Parse(Header(a, "X-RateLimit-Remaining"), CultureInfo.InvariantCulture))
                .Order()
        );
        Assert.All(await Many(50, _ => stranger.Get("/status-page/list")), a =>
            Assert.Equal(HttpStatusCode.OK, a.Status)
        );

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await alice.Get("/status-page/list")).Status);
    }

    [Fact]
    public async Task A_thousand_requests_pass_in_a_minute_and_the_next_minute_starts_from_zero()
    {
        var clock = new TestClock(Minute);
        await using var server = await Limited(clock);
        var api = await server.NewAccount();
        var passed = 0;

        for (var second = 0; second < 24; second++)
        {
            var answers = await Many(52, _ => api.Get("/status-page/list"));
            var ok = answers.Count(a => a.Status == HttpStatusCode.OK);
            Assert.Equal(second < 20 ? 50 : 0, ok);
            passed += ok;
            if (second >= 20)
                Assert.All(answers, a => AssertRefused(a, "1000", clock, retryAfter: 60 - second));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1000, passed);
        clock.SetUtcNow(Minute.AddSeconds(59.999));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await api.Get("/status-page/list")).Status);
        clock.SetUtcNow(Minute.AddSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);
    }

    [Fact]
    public async Task A_request_over_the_quota_writes_nothing()
    {
        var clock = new TestClock(Minute);
        await using var server = await Limited(clock);
        var api = await server.NewAccount();
        var (pageId, _) = await api.NewPage();

        var answers = await Many(100, i =>
            api.Post(
                "/status-page/component/upsert",
                new { page_id = pageId, components = new[] { new { name = $"c{i}" } } }
            )
        );

        // The page was the first of the fifty.
        Assert.Equal(49, answers.Count(a => a.Status == HttpStatusCode.OK));
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(49, await db.Components.CountAsync(c => c.PageId == pageId));
    }

    [Fact]
    public async Task The_headers_name_the_window_that_is_nearest_its_end()
    {
        var clock = new TestClock(Minute.AddSeconds(30));
        await using var server = await Limited(clock, perSecond: 4, perMinute: 10);
        var api = await server.NewAccount();

        Assert.Equal(["4 3 1800000031", "4 2 1800000031", "4 1 1800000031", "4 0 1800000031"], await Headers(4));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["4 3 1800000032", "4 2 1800000032", "4 1 1800000032", "4 0 1800000032"], await Headers(4));
        clock.Advance(TimeSpan.FromSeconds(1));
        // Two are left in the minute, four in the second.
        Assert.Equal(["10 1 1800000060", "10 0 1800000060", "10 0 1800000060"], await Headers(3));

        async Task<List<string>> Headers(int requests)
        {
            var all = new List<string>();
            for (var i = 0; i < requests; i++)
            {
                var answer = await api.Get("/status-page/list");
                all.Add(
                    $"{Header(answer, "X-RateLimit-Limit")} {Header(answer, "X-RateLimit-Remaining")} "
                        + Header(answer, "X-RateLimit-Reset")
                );
            }

            return all;
        }
    }

    [Fact]
    public async Task A_refused_parameter_counts_and_carries_the_headers_and_a_request_without_a_key_does_neither()
    {
        var clock = new TestClock(Minute);
        await using var server = await Limited(clock, perSecond: 3, perMinute: 100);
        var api = await server.NewAccount();

        var bad = await api.Get("/status-page/info");
        var keyless = await Many(20, _ => api.Send(new HttpRequestMessage(HttpMethod.Get, "/status-page/list")));

        bad.IsError("InvalidParameter", "page_id");
        Assert.Equal("2", Header(bad, "X-RateLimit-Remaining"));
        Assert.All(keyless, a => a.IsError("Unauthorized"));
        Assert.All(keyless, a => Assert.False(a.Headers.Contains("X-RateLimit-Limit")));
        Assert.Equal("1", Header(await api.Get("/status-page/list"), "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task Switched_off_nothing_is_counted_and_raised_more_passes()
    {
        var clock = new TestClock(Minute);
        await using var off = await TestServer.Start(clock);
        var free = await off.NewAccount();
        await using var raised = await Limited(clock, perSecond: 120, perMinute: 5000);
        var api = await raised.NewAccount();

        var answers = await Many(150, _ => free.Get("/status-page/list"));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.All(answers, a => Assert.False(a.Headers.Contains("X-RateLimit-Limit")));
        Assert.Equal(
            120,
            (await Many(150, _ => api.Get("/status-page/list"))).Count(a => a.Status == HttpStatusCode.OK)
        );
    }

    [Theory]
    [InlineData("import", 2, 20)]
    [InlineData("export", 1, 10)]
    public async Task Imports_and_exports_have_lower_limits_and_leave_the_rest_to_others(
        string operation,
        int perSecond,
        int perMinute
    )
    {
        var clock = new TestClock(Minute);
        await using var server = await Limited(clock);
        var api = await server.NewAccount();
        var colleague = await server.NewMember(api.Caller.AccountId, BuiltInRoles.Owner);
        var (pageId, _) = await api.NewPage();
        // So that only theirs is the window that is nearest its end.
        clock.Advance(TimeSpan.FromSeconds(1));
        var request = new
        {
            page_id = pageId,
            method = "email",
            subscribers = new[] { new { recipient = "alice@example.com", all = true } },
        };

        for (var second = 1; second <= 12; second++)
        {
            var answers = await Many(5, i =>
                (i % 2 == 0 ? api : colleague).Post("/status-page/subscriber/" + operation, request)
            );
            var ok = answers.Where(a => a.Status == HttpStatusCode.OK).ToList();
            Assert.Equal(second <= perMinute / perSecond ? perSecond : 0, ok.Count);
            var spent = second > perMinute / perSecond || second * perSecond == perMinute;
            Assert.All(answers.Except(ok), a =>
                AssertRefused(
                    a,
                    (spent ? perMinute : perSecond).ToString(CultureInfo.InvariantCulture),
                    clock,
                    spent ? 60 - second : 1
                )
            );
            Assert.Equal(
                HttpStatusCode.OK,
                (await api.Get("/status-page/subscriber/list", ("page_id", pageId))).Status
            );
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        clock.SetUtcNow(Minute.AddSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await api.Post("/status-page/subscriber/" + operation, request)).Status);
    }

    private static Task<TestServer> Limited(TestClock clock, int perSecond = 50, int perMinute = 1000) =>
        TestServer.Start(clock, options =>
        {
            options.RateLimits.Enabled = true;
            (options.RateLimits.PerSecond, options.RateLimits.PerMinute) = (perSecond, perMinute);
        });

    /// <summary>All under way at once.</summary>
    private static async Task<ApiAnswer[]> Many(int requests, Func<int, Task<ApiAnswer>> send) =>
        await Task.WhenAll(Enumerable.Range(0, requests).Select(i => Task.Run(() => send(i))));

    private static void AssertRefused(ApiAnswer answer, string limit, TestClock clock, int retryAfter)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        answer.IsError("RequestTooFrequently");
        Assert.Equal(limit, Header(answer, "X-RateLimit-Limit"));
        Assert.Equal("0", Header(answer, "X-RateLimit-Remaining"));
        Assert.Equal(
            (clock.Seconds() + retryAfter).ToString(CultureInfo.InvariantCulture),
            Header(answer, "X-RateLimit-Reset")
        );
        Assert.Equal(retryAfter, (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    private static string Header(ApiAnswer answer, string name) => answer.Headers.GetValues(name).Single();
}
