using System.Net;
using Pharos.Platform.ApiKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary>Commands while a server runs on the same data.</summary>
public sealed class RunningServerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-running-").FullName;
    private string[] place = [];

    public async ValueTask InitializeAsync() =>
        place = await TestDatabase.Create() is { } database
            ? ["--data", folder, "--database", database]
            : ["--data", folder];

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_key_is_not_created_in_an_empty_database()
    {
        var line = (
            await PharosCommand.Run(["key", "create", "--email", "a@example.com", "--name", "x", .. place])
        ).IsRefused(1);

        Assert.Contains(
            TestDatabase.IsPostgres ? "contains no installation" : "no database",
            line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_account_and_a_key_created_while_it_runs_work_at_once()
    {
        await using var program = await PharosProcess.Serve(place);
        using var http = TestServer.NewHttpClient(program.Address);

        var account = await PharosProcess.Run(
            ["account", "create", "--name", "Acme", "--email", "Owner@Example.com", "--password-stdin", .. place],
            "correct horse battery\n"
        );
        Assert.True(account.Code == 0, account.Error);
        for (var i = 0; i < 2; i++)
        {
            var made = await PharosProcess.Run([
                "key",
                "create",
                "--email",
                "owner@example.com",
                "--name",
                $"key {i}",
                .. place,
            ]);
            Assert.True(made.Code == 0, made.Error);
            var key = made.Out.Trim();
            Assert.True(ApiKey.LooksRight(key), "the key is all that is printed");
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/status-page/list?app_key=" + key)).StatusCode);
        }
    }

    [Fact]
    public async Task Commands_that_start_at_once_on_a_new_database_all_find_its_schema_made()
    {
        var accounts = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(i =>
                    PharosProcess.Run(
                        [
                            "account",
                            "create",
                            "--name",
                            "Acme",
                            "--email",
                            $"owner{i}@example.com",
                            "--password-stdin",
                            .. place,
                        ],
                        "correct horse battery\n"
                    )
                )
        );

        Assert.All(accounts, account => Assert.True(account.Code == 0, account.Error));
    }
}
