using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Pharos.Host;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary>
/// The command line: exit code 0 for success, 1 for failure, 2 for wrong usage, and one clear line instead of a stack
/// trace.
/// </summary>
[Trait("Runs", "Once")]
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Version_prints_the_version_and_nothing_else()
    {
        var version = await PharosProcess.Run("--version");

        Assert.Equal((0, ""), (version.Code, version.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\s*$", version.Out);
    }

    [Fact]
    public async Task Help_names_every_command_and_serve_every_option_with_its_default()
    {
        var help = await PharosCommand.Run(["--help"]);
        var serve = await PharosCommand.Run(["serve", "--help"]);

        Assert.Equal((0, 0), (help.Code, serve.Code));
        foreach (var command in (string[])["serve", "demo", "account", "key", "import", "export", "deliveries"])
            Assert.Contains("  " + command, help.Out, StringComparison.Ordinal);
        foreach (var option in OptionCatalogue.Entries)
        {
            Assert.Contains(
                $"{option.Key} ({option.Allowed}; default: {(option.Default.Length == 0 ? "none" : option.Default)})",
                serve.Out,
                StringComparison.Ordinal
            );
            Assert.Contains(option.Description, serve.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_process_ends_with_the_command_s_exit_code()
    {
        (await PharosProcess.Run("nonsense")).IsRefused(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("serve --nonsense")]
    [InlineData("serve more")]
    [InlineData("account")]
    [InlineData("account create --name Acme")]
    [InlineData("key create --email a@example.com --name x --account twelve")]
    [InlineData("export --page acme --out x --language fr")]
    public async Task Wrong_usage_is_reported_in_one_line(string arguments)
    {
        (await PharosCommand.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))).IsRefused(2);
    }

    [Theory]
    [InlineData("sevre", "did you mean serve?", "see pharos --help")]
    [InlineData("serve --ulrs x", "did you mean --urls?", "see pharos serve --help")]
    [InlineData("serve --port 80", "there is no option --port", "see pharos serve --help")]
    [InlineData("account craete", "did you mean create?", "see pharos account --help")]
    [InlineData("nonsense", "there is no command 'nonsense' (", "see pharos --help")]
    [InlineData("account create --name Acme", "--email", "see pharos account create --help")]
    public async Task Wrong_usage_names_what_was_probably_meant_and_the_help_of_the_command(
        string arguments,
        string hint,
        string help
    )
    {
        var line = (await PharosCommand.Run(arguments.Split(' '))).IsRefused(2);

        Assert.Contains(hint, line, StringComparison.Ordinal);
        Assert.EndsWith($"({help})", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key create --email a@example.com --name x")]
    [InlineData("account update --account 1 --time-zone UTC")]
    [InlineData("member recover --email a@example.com --password-stdin")]
    [InlineData("export --page acme --out x")]
    [InlineData("audit export")]
    [InlineData("deliveries --event 1")]
    public async Task Only_serve_demo_and_account_create_create_an_installation(string command)
    {
        var data = Path.Combine(folder, "mistyped");

        var line = (await PharosCommand.Run([.. command.Split(' '), "--data", data], "correct horse\n")).IsRefused(1);

        Assert.Contains(data, line, StringComparison.Ordinal);
        Assert.Contains("--data", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("account create --name Acme --email a@example.com --password-stdin")]
    public async Task A_database_file_of_another_program_is_refused_and_left_as_it_is(string command)
    {
        var file = Path.Combine(folder, "pharos.db");
        await using (var other = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await other.OpenAsync();
            await using var create = other.CreateCommand();
            create.CommandText = "CREATE TABLE recipes (name TEXT)";
            await create.ExecuteNonQueryAsync();
        }

        var before = await File.ReadAllBytesAsync(file);
        var line = (await PharosCommand.Run([.. command.Split(' '), "--data", folder], "correct horse\n")).IsRefused(1);

        Assert.Contains("belongs to another program (table recipes)", line, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_port_in_use_is_reported_with_the_address()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var line = (
            await PharosProcess.Run("serve", "--data", folder, "--urls", "https://127.0.0.1:" + port)
        ).IsRefused(1);

        Assert.Contains(port, line, StringComparison.Ordinal);
        Assert.Contains("in use", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("account create --name Acme --email a@example.com --password-stdin")]
    [InlineData("key create --email a@example.com --name x")]
    public async Task A_data_folder_that_cannot_be_written_is_reported_with_its_path(string command)
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");
        var data = Path.Combine(file, "data");

        Assert.Contains(
            data,
            (await PharosCommand.Run([.. command.Split(' '), "--data", data], "correct horse\n")).IsRefused(1),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=pharos;Password=s3cret;Timeout=2", "127.0.0.1:1")]
    [InlineData("nonsense-s3cret", "Pharos:Database")]
    [InlineData("Host=127.0.0.1;Colour=s3cret", "Pharos:Database")]
    public async Task An_unreachable_database_is_reported_without_its_password(string database, string named)
    {
        var line = (await PharosCommand.Run(["serve", "--data", folder, "--database", database])).IsRefused(1);

        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Pharos:MaxBodyBytes=s3cret", "Pharos:MaxBodyBytes", "1024")]
    [InlineData("--Pharos:RateLimits:PerSecond=0", "Pharos:RateLimits:PerSecond", "from 1 to")]
    [InlineData("--Pharos:RateLimits:Enabled=s3cret", "Pharos:RateLimits:Enabled", "true or false")]
    [InlineData("--Pharos:Urls=ftp://s3cret", "Pharos:Urls", "https://HOST:PORT")]
    [InlineData("--Pharos:PublicUrl=http://s3cret.example.com", "Pharos:PublicUrl", "https")]
    [InlineData("--Pharos:TrustedProxies=s3cret", "Pharos:TrustedProxies", "10.0.0.0/8")]
    [InlineData("--Pharos:Cert=s3cret.pem", "Pharos:CertKey", "must be set together")]
    [InlineData("--Pharos:Publish:Directory=/", "Pharos:Publish:Directory", "must not be the data folder")]
    public async Task An_invalid_option_is_reported_with_its_key_and_allowed_values_and_not_with_its_value(
        string option,
        string key,
        string allowed
    )
    {
        var line = (await PharosCommand.Run(["serve", "--data", folder, option])).IsRefused(1);

        Assert.Contains(key, line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_file_that_is_not_JSON_is_reported_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{ Pharos");

        Assert.Contains(
            "appsettings.json",
            (await PharosCommand.Run(["serve", "--data", folder])).IsRefused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_options_of_the_folder_in_which_a_command_runs_do_not_count()
    {
        var elsewhere = Directory.CreateTempSubdirectory("pharos-test-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(elsewhere, "appsettings.json"),
            """{ "Pharos": { "Urls": "not an address" } }"""
        );

        var refused = await PharosProcess.RunIn(elsewhere, "audit", "verify");

        Assert.Contains("there is no database", refused.IsRefused(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.com", "short\n", "password")]
    [InlineData("a@example.com", "", "password")]
    [InlineData("no-address", "correct horse\n", "email")]
    public async Task An_account_that_cannot_be_created_is_reported_with_the_field(
        string email,
        string password,
        string field
    )
    {
        var refused = await PharosCommand.Run(
            ["account", "create", "--data", folder, "--name", "Acme", "--email", email, "--password-stdin"],
            password
        );

        Assert.Contains(field, refused.IsRefused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_an_unknown_member_is_refused()
    {
        (
            await PharosCommand.Run(
                [.. "account create --name Acme --email a@example.com --password-stdin --data".Split(' '), folder],
                "correct horse battery\n"
            )
        ).IsDone();

        var refused = await PharosCommand.Run([
            "key",
            "create",
            "--data",
            folder,
            "--email",
            "unknown@example.com",
            "--name",
            "x",
        ]);

        Assert.Contains("unknown@example.com", refused.IsRefused(1), StringComparison.Ordinal);
    }
}
