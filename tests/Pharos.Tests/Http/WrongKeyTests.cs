using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Database;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>What unknown API keys cost.</summary>
public sealed class WrongKeyTests
{
    [Fact]
    public async Task A_client_with_many_wrong_keys_reaches_the_database_with_a_few_and_known_keys_still_work()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        CountedContexts? contexts = null;
        await using var server = await TestServer.Start(
            clock,
            options =>
            {
                (options.RateLimits.Enabled, options.RateLimits.WrongKeysPerMinute) = (true, 3);
                options.TrustedProxies = "127.0.0.1";
            },
            extend: services =>
            {
                var inner = services.Last(s => s.ServiceType == typeof(IDbContextFactory<PharosDb>));
                contexts = new CountedContexts((IDbContextFactory<PharosDb>)inner.ImplementationInstance!);
                services.AddSingleton<IDbContextFactory<PharosDb>>(contexts);
            }
        );
        var owner = await server.NewAccount();
        var later = await server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await Ask(owner.Key)).Status);
        string[] wrong = [.. Enumerable.Range(0, 20).Select(_ => ApiKey.New())];

        foreach (var key in wrong[..3])
            Assert.Equal("Unauthorized", (await Ask(key)).Code);
        var before = contexts!.Created;
        foreach (var key in wrong[3..])
        {
            var refused = await Ask(key);
            Assert.Equal((HttpStatusCode.TooManyRequests, "RequestTooFrequently"), (refused.Status, refused.Code));
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        // Remembered as unknown, and as known.
        Assert.Equal("Unauthorized", (await Ask(wrong[0])).Code);
        Assert.Equal(before, contexts.Created);
        Assert.Equal(HttpStatusCode.OK, (await Ask(owner.Key)).Status);
        Assert.Equal("RequestTooFrequently", (await Ask(later.Key)).Code);
        Assert.Equal(HttpStatusCode.OK, (await Ask(later.Key, "203.0.113.9")).Status);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Unauthorized", (await Ask(wrong[10])).Code);

        async Task<ApiAnswer> Ask(string key, string client = "203.0.113.8")
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "/member/info?app_key=" + key);
            message.Headers.Add("X-Forwarded-For", client);
            return await new ApiClient(server.Http, key, owner.Caller, owner.Email).Send(message);
        }
    }

    private sealed class CountedContexts(IDbContextFactory<PharosDb> inner) : IDbContextFactory<PharosDb>
    {
        private int created;

        public int Created => Volatile.Read(ref created);

        public PharosDb CreateDbContext()
        {
            Interlocked.Increment(ref created);
            return inner.CreateDbContext();
        }
    }
}
