using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Database;
using Pharos.Host;
using Pharos.Host.Cli;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;

namespace Pharos.Tests.Support;

/// <summary>
/// A real server on a loopback port of its own, over HTTPS, with a data folder or database of its own.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string own;

    private TestServer(WebApplication app, Store store, PharosOptions options, string own, Uri address)
    {
        (this.app, Store, Options, this.own, Address) = (app, store, options, own, address);
        Http = NewHttpClient(address);
    }

    public Uri Address { get; }
    public Store Store { get; }
    public PharosOptions Options { get; }
    public IServiceProvider Services => app.Services;

    /// <summary>Where the SQLite database is.</summary>
    public string Folder => Options.Data;

    /// <summary>PostgreSQL's; null on SQLite.</summary>
    public string? ConnectionString => Options.Database;

    /// <summary>The options that point a command at the server's database.</summary>
    public string[] CommandPlace =>
        ConnectionString is { } database ? ["--data", Folder, "--database", database] : ["--data", Folder];

    /// <summary>Trusts the server's self-signed certificate; follows no redirect, keeps no cookie.</summary>
    public HttpClient Http { get; }

    /// <param name="clock">The system's when absent.</param>
    /// <param name="configure">Changes options; requests are not limited unless it says so.</param>
    /// <param name="connectionString">Joins a database that another server is on.</param>
    /// <param name="extend">Registers more services.</param>
    public static async Task<TestServer> Start(
        TimeProvider? clock = null,
        Action<PharosOptions>? configure = null,
        string? connectionString = null,
        Action<IServiceCollection>? extend = null
    )
    {
        var own = Directory.CreateTempSubdirectory("pharos-test-").FullName;
        var options = new PharosOptions
        {
            Data = own,
            Urls = "https://127.0.0.1:0",
            Database = connectionString ?? await TestDatabase.CreateInstallation(own),
        };
        options.RateLimits.Enabled = false;
        configure?.Invoke(options);
        var store = await Store.Open(
            options.Data,
            options.Database,
            clock ?? TimeProvider.System,
            CancellationToken.None,
            writeWaitSeconds: options.WriteWaitSeconds
        );
        var logging = new ConfigurationBuilder().AddInMemoryCollection([new("LogLevel:Default", "Error")]).Build();
        var app = PharosServer.Build(options, store, logging, extend);
        return new TestServer(
            app,
            store,
            options,
            own,
            new Uri(await ServeCommand.Start(app, options, CancellationToken.None))
        );
    }

    /// <summary>The server's database, as another process opens it.</summary>
    public Task<Store> OpenAnotherStore() =>
        Store.Open(Folder, ConnectionString, TimeProvider.System, CancellationToken.None);

    /// <summary>Runs operations as the server does.</summary>
    internal OperationContext Operation(PharosDb db, Caller caller) =>
        new(db, caller, Store.Writes, Store.Clock, CancellationToken.None) { Services = Services };

    /// <summary>Stops serving; the database stays open.</summary>
    public Task Stop() => app.StopAsync();

    public static HttpClient NewHttpClient(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>
    /// A client that comes from this address. The server must trust the proxy 127.0.0.1; the caller disposes of it.
    /// </summary>
    public HttpClient NewHttpClientFrom(string address)
    {
        var client = NewHttpClient(Address);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    /// <summary>A client of a new account, as its owner.</summary>
    public async Task<ApiClient> NewAccount()
    {
        await using var db = await Store.Databases.CreateDbContextAsync();
        var id = Ids.NewInteger();
        db.Accounts.Add(
            new AccountRow
            {
                AccountId = id,
                Name = "Acme",
                Email = "owner@example.com",
                Locale = "en-US",
                TimeZone = "UTC",
                CreatedAt = Store.Clock.Seconds(),
            }
        );
        await db.SaveChangesAsync();
        return await NewMember(id, BuiltInRoles.Owner);
    }

    /// <summary>A client of a new member of an account, with a key of its own.</summary>
    public async Task<ApiClient> NewMember(long accountId, BuiltInRole role, string? passwordHash = null)
    {
        await using var db = await Store.Databases.CreateDbContextAsync();
        var member = new MemberRow
        {
            MemberId = Ids.NewInteger(),
            AccountId = accountId,
            Name = "Alice",
            Email = $"{Guid.NewGuid():N}@example.com",
            PasswordHash = passwordHash,
            Locale = "en-US",
            TimeZone = "UTC",
            Status = MemberStatus.Enabled,
            CreatedAt = Store.Clock.Seconds(),
            UpdatedAt = Store.Clock.Seconds(),
        };
        member.Roles.Add(new MemberRoleRow { MemberId = member.MemberId, RoleId = role.RoleId });
        db.Members.Add(member);
        await db.SaveChangesAsync();
        var caller = new Caller(accountId, member.MemberId, role.Permissions);
        var key = await CreateApiKey.Info.Run(
            new CreateAppKeyRequest("test", ApiKeyLimits.None),
            Store.Operation(db, caller, CancellationToken.None)
        );
        return new ApiClient(Http, key!.Key, caller, member.Email);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(own, recursive: true);
    }
}
