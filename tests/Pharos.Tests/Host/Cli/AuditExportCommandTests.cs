using System.Globalization;
using System.Text.Json.Nodes;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary><c>pharos audit export</c>, while the server runs.</summary>
public sealed class AuditExportCommandTests : IAsyncLifetime
{
    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await TestServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Every_line_is_written_the_oldest_first_as_the_API_has_it()
    {
        var (one, other) = (await server.NewAccount(), await server.NewAccount());
        await one.NewPage("API");
        await other.NewPage("API");
        await one.Post("/team/upsert", new { team_name = "后端 <b>" });

        var all = Lines(await PharosProcess.Run(["audit", "export", .. server.CommandPlace]));
        var ofOne = Lines(await Export("--account", Text(one.Caller.AccountId)));

        Assert.Equal(9, all.Count);
        Assert.Equal(
            all.Select(l => l["created_at"]!.GetValue<long>()).Order(),
            all.Select(l => l["created_at"]!.GetValue<long>())
        );
        Assert.Equal(
            (await one.Search(server)).Docs().Reverse().Select(d => d.ToJsonString()),
            ofOne.Select(l => l.ToJsonString())
        );
        Assert.Equal("后端 <b>", ofOne[^3]["about"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_span_is_written_to_a_file_that_only_its_owner_reads()
    {
        var api = await server.NewAccount();
        var file = Path.Combine(server.Folder, "audit.jsonl");
        var line = (await server.Store.Lines(api.Caller.AccountId)).Single();
        var day = DateTimeOffset
            .FromUnixTimeMilliseconds(line.AuditId >> 20)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var next = DateTimeOffset
            .FromUnixTimeMilliseconds(line.AuditId >> 20)
            .AddDays(1)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var done = await Export("--from", day, "--to", next, "--out", file);

        Assert.Equal((0, $"2 lines in {file}{Environment.NewLine}", ""), (done.Code, done.Out, done.Error));
        Assert.Equal(
            "app-key:write:create",
            JsonNode.Parse((await File.ReadAllLinesAsync(file))[0])!["operation"]!.GetValue<string>()
        );
        Assert.Equal(
            "audit:read:export",
            JsonNode.Parse((await File.ReadAllLinesAsync(file))[1])!["operation"]!.GetValue<string>()
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Empty((await Export("--from", next)).Out);
        Assert.Empty((await Export("--to", day)).Out);
    }

    [Fact]
    public async Task An_invalid_export_is_reported_in_one_line()
    {
        Assert.Contains(
            "there is no account 1",
            (await Export("--account", "1")).IsRefused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--from must be a time",
            (await Export("--from", "yesterday")).IsRefused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "cannot write",
            (await Export("--out", Path.Combine(server.Folder, "no", "such", "file"))).IsRefused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Commands_are_recorded_with_their_request_source()
    {
        var member = await server.NewAccount();
        string[] where = [.. server.CommandPlace];
        Assert.Equal(
            0,
            (await PharosCommand.Run(["key", "create", "--email", member.Email, "--name", "ci", .. where])).Code
        );
        Assert.Equal(
            0,
            (
                await PharosCommand.Run([
                    "account",
                    "update",
                    "--account",
                    Text(member.Caller.AccountId),
                    "--time-zone",
                    "Asia/Tokyo",
                    .. where,
                ])
            ).Code
        );
        var made = await PharosCommand.Run(
            ["account", "create", "--name", "Other", "--email", "o@example.com", "--password-stdin", .. where],
            "a long password"
        );
        Assert.Equal(0, made.Code);

        var lines = (await server.Store.Lines(member.Caller.AccountId))[1..];
        var created = Assert.Single(
            await server.Store.Lines(long.Parse(made.Out.Split(' ')[1], CultureInfo.InvariantCulture))
        );

        Assert.Equal(
            [("app-key:write:create", member.Caller.MemberId, "ci"), ("account:write:update", 0L, "Acme")],
            lines.Select(l => (l.Operation, l.MemberId, l.About))
        );
        Assert.Equal("""{"time_zone":"Asia/Tokyo"}""", lines[1].Body);
        Assert.DoesNotContain("a long password", created.Body, StringComparison.Ordinal);
        Assert.All([.. lines, created], l =>
            Assert.Equal((Pharos.Kernel.EntryPoint.CommandLine, "", 26), (l.Door, l.ClientAddress, l.RequestId.Length))
        );
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static List<JsonNode> Lines(CommandResult done)
    {
        Assert.Equal((0, ""), (done.Code, done.Error));
        return
        [
            .. done
                .Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
    }

    private Task<CommandResult> Export(params string[] more) =>
        PharosCommand.Run(["audit", "export", .. more, .. server.CommandPlace]);
}
