using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Platform.ApiKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.ApiKeys;

public sealed class KeyRingTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Fact]
    public async Task When_a_key_was_last_used_is_written_about_once_a_minute_and_not_before()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(await LastUsed(server.Store, api));

        clock.SetUtcNow(Start.AddSeconds(60));
        await Until(async () => await LastUsed(server.Store, api) == Start.AddSeconds(19).ToUnixTimeSeconds());

        await api.Get("/status-page/list");
        clock.SetUtcNow(Start.AddSeconds(120));
        await Until(async () => await LastUsed(server.Store, api) == Start.AddSeconds(60).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_written_when_the_server_stops()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        clock.Advance(TimeSpan.FromSeconds(7));
        await api.Get("/status-page/list");

        await server.Stop();

        Assert.Equal(Start.AddSeconds(7).ToUnixTimeSeconds(), await LastUsed(server.Store, api));
    }

    [Fact]
    public async Task A_disabled_key_is_refused_at_the_very_next_request_and_works_again_when_enabled()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);
            await Change(server.Store, api, (id, db) =>
                EditApiKey.Disable.Run(
                    new ChosenApiKey(id),
                    server.Store.Operation(db, api.Caller, CancellationToken.None)
                )
            );
            (await api.Get("/status-page/list")).IsError("Unauthorized");
            await Change(server.Store, api, (id, db) =>
                EditApiKey.Enable.Run(
                    new ChosenApiKey(id),
                    server.Store.Operation(db, api.Caller, CancellationToken.None)
                )
            );
        }

        Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);
    }

    [Fact]
    public async Task A_deleted_key_is_refused_at_the_very_next_request_while_others_go_on()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var other = await server.NewAccount();
        Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);

        await Change(server.Store, api, (id, db) =>
            EditApiKey.Delete.Run(new ChosenApiKey(id), server.Store.Operation(db, api.Caller, CancellationToken.None))
        );

        (await api.Get("/status-page/list")).IsError("Unauthorized");
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/status-page/list")).Status);
    }

    [Fact]
    public async Task A_key_made_or_disabled_by_another_process_is_obeyed()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        // A second store on the same database is what the command line opens.
        await using var elsewhere = await server.OpenAnotherStore();
        await using var db = await elsewhere.Databases.CreateDbContextAsync();

        var made = await CreateApiKey.Info.Run(
            new CreateAppKeyRequest("from the command line", ApiKeyLimits.None),
            elsewhere.Operation(db, api.Caller, CancellationToken.None)
        );
        var client = new ApiClient(server.Http, made!.Key, api.Caller, api.Email);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/status-page/list")).Status);

        await EditApiKey.Disable.Run(
            new ChosenApiKey(made.KeyId),
            elsewhere.Operation(db, api.Caller, CancellationToken.None)
        );
        await Until(async () => (await client.Get("/status-page/list")).Code == "Unauthorized");
        Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);
    }

    private static async Task Change(Store store, ApiClient api, Func<string, PharosDb, Task> change)
    {
        await using var db = await store.Databases.CreateDbContextAsync();
        await change(
            await db.ApiKeys.Where(k => k.MemberId == api.Caller.MemberId).Select(k => k.KeyId).SingleAsync(),
            db
        );
    }

    private static async Task<long?> LastUsed(Store store, ApiClient api)
    {
        await using var db = await store.Databases.CreateDbContextAsync();
        return await db.ApiKeys.Where(k => k.MemberId == api.Caller.MemberId).Select(k => k.LastUsedAt).SingleAsync();
    }

    private static Task Until(Func<Task<bool>> condition) => Eventually.True(condition, TimeSpan.FromSeconds(60));
}
