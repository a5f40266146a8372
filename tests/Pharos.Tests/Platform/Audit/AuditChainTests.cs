using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

/// <summary>The chain of hashes shows whether anyone has changed the audit log.</summary>
public sealed class AuditChainTests : IAsyncLifetime
{
    private const int Day = 86_400;

    private readonly TestClock clock = new(DateTimeOffset.UnixEpoch.AddYears(55));
    private TestServer server = null!;
    private ApiClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.Start(clock);
        owner = await server.NewAccount();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Lines_of_all_accounts_are_chained_and_verified()
    {
        var other = await server.NewAccount();
        await Write(3);
        await other.Post("/team/upsert", new { team_name = "Other" });

        var verified = await Run();

        Assert.Equal(0, verified.Code);
        Assert.Contains($"account {owner.Caller.AccountId}: 4 entries are unchanged; head 4:", verified.Out);
        Assert.Contains($"account {other.Caller.AccountId}: 2 entries are unchanged; head 2:", verified.Out);
        Assert.Equal([1, 2, 3, 4], (await Lines()).Select(l => l.Seq!.Value));
    }

    [Theory]
    [InlineData("member_name = 'Mallory'")]
    [InlineData("key_name = NULL")]
    [InlineData("client_address = '10.0.0.1'")]
    [InlineData("is_dangerous = NOT is_dangerous")]
    [InlineData("about = ''")]
    [InlineData("body = '{}'")]
    [InlineData("member_id = 0")]
    [InlineData("audit_id = audit_id + 100")]
    [InlineData("hash = NULL")]
    public async Task A_changed_line_is_named(string change)
    {
        await Write(3);

        await Sql($"UPDATE audit SET {change} WHERE seq = 3");

        await IsBroken("entry 3 or the one before it was changed: 2025-01-01T00:00:00.000Z team:write:upsert");
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE seq = 3", "entry 3 is missing; the next one is 2025-01-01")]
    [InlineData("DELETE FROM audit WHERE seq = 4", "entry 4 is missing; it was the last one")]
    [InlineData("DELETE FROM audit WHERE seq >= 3", "entry 3 is missing; it was the last one")]
    [InlineData("DELETE FROM audit WHERE seq = 1", "entry 1 is missing; the next one is 2025-01-01")]
    [InlineData("UPDATE audit SET seq = NULL, hash = NULL WHERE seq = 4", "entry 4 is missing")]
    [InlineData("UPDATE audit SET seq = seq + 1 WHERE seq >= 3", "entry 3 is missing")]
    public async Task A_missing_line_is_named(string change, string says)
    {
        await Write(3);

        await Sql(change);

        await IsBroken(says);
    }

    [Fact]
    public async Task A_line_that_was_added_without_a_hash_is_found()
    {
        await Write(1);

        await Sql(
            """
            INSERT INTO audit (account_id, audit_id, member_id, member_name, door, client_address, request_id,
              operation, is_dangerous, is_write, about, body)
            SELECT account_id, audit_id + 5, member_id, member_name, door, client_address, request_id, operation,
              is_dangerous, is_write, about, body FROM audit WHERE seq = 1
            """
        );

        await IsBroken("entries were added without a hash; the newest is 2025-01-01");
    }

    [Fact]
    public async Task A_chain_that_was_computed_again_is_found_with_a_hash_noted_elsewhere()
    {
        await Write(3);
        var head = (await Run()).Out.Split("head ")[1].Trim();
        await Write(1);
        string[] check = ["--account", Text(owner.Caller.AccountId), "--head", head];
        Assert.Equal(0, (await Run(check)).Code);

        await Rechain();

        Assert.Equal(0, (await Run()).Code);
        var verified = await Run(check);
        Assert.Equal(1, verified.Code);
        Assert.Contains("entry 4 is not the one of --head", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_from_before_the_chain_are_counted()
    {
        await Write(2);
        await Sql("UPDATE audit SET seq = NULL, hash = NULL");
        await Sql("DELETE FROM audit_chains");

        await Write(2);

        var verified = await Run();
        Assert.Equal(0, verified.Code);
        Assert.Contains("2 entries are unchanged, 3 are from before the chain", verified.Out, StringComparison.Ordinal);
        await Sql("DELETE FROM audit WHERE audit_id = (SELECT min(audit_id) FROM audit)");
        await IsBroken("entries from before the chain were deleted");
    }

    [Fact]
    public async Task What_is_old_is_pruned_and_the_rest_can_still_be_verified()
    {
        await Write(3);
        clock.AdjustTime(clock.GetUtcNow().AddDays(10));
        await Write(3);

        Assert.Equal(4, await Prune(olderThanDays: 5));

        Assert.Equal([5, 6, 7], (await Lines()).Select(l => l.Seq!.Value));
        var verified = await Run();
        Assert.Equal(0, verified.Code);
        Assert.Contains("3 entries are unchanged, 4 were pruned; head 7:", verified.Out, StringComparison.Ordinal);
        await Sql("DELETE FROM audit WHERE seq = 5");
        await IsBroken("entry 5 is missing");
    }

    [Fact]
    public async Task Pruning_everything_keeps_the_end_of_the_chain()
    {
        await Write(2);
        clock.AdjustTime(clock.GetUtcNow().AddDays(10));

        Assert.Equal(3, await Prune(olderThanDays: 5));
        Assert.Equal(0, (await Run()).Code);
        await Write(1);

        Assert.Equal([4], (await Lines()).Select(l => l.Seq!.Value));
        Assert.Equal(0, (await Run()).Code);
    }

    [Fact]
    public async Task Lines_from_before_the_chain_are_pruned_too()
    {
        await Write(2);
        await Sql("UPDATE audit SET seq = NULL, hash = NULL");
        await Sql("DELETE FROM audit_chains");
        await Write(1);
        clock.AdjustTime(clock.GetUtcNow().AddDays(10));
        await Write(1);

        Assert.Equal(4, await Prune(olderThanDays: 5));

        var verified = await Run();
        Assert.Equal(0, verified.Code);
        Assert.Contains("1 entries are unchanged, 1 were pruned", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_written_with_a_clock_that_was_ahead_keeps_what_follows_it()
    {
        var now = clock.GetUtcNow();
        clock.AdjustTime(now.AddDays(30));
        await Write(1);
        clock.AdjustTime(now);
        await Write(1);
        clock.AdjustTime(now.AddDays(20));

        Assert.Equal(1, await Prune(olderThanDays: 5));

        Assert.Equal([2, 3], (await Lines()).Select(l => l.Seq!.Value).Order());
        Assert.Equal(0, (await Run()).Code);
    }

    [Fact]
    public async Task The_server_prunes_by_itself_if_the_operator_has_set_a_limit()
    {
        await using var pruning = await TestServer.Start(clock, options => options.AuditDays = 5);
        var api = await pruning.NewAccount();
        await api.Post("/team/upsert", new { team_name = "Old" });
        Assert.Equal(2, (await pruning.Store.Lines(api.Caller.AccountId)).Count);

        clock.AdjustTime(clock.GetUtcNow().AddDays(6));
        await Eventually.True(
            async () =>
            {
                clock.Advance(TimeSpan.FromHours(1));
                return (await pruning.Store.Lines(api.Caller.AccountId)).Count == 0;
            },
            TimeSpan.FromMinutes(1)
        );
    }

    [Fact]
    public async Task Many_writers_on_several_nodes_make_one_chain()
    {
        await using var second = await TestServer.Start(
            clock,
            options => options.Data = server.Folder,
            server.ConnectionString
        );
        using var http = TestServer.NewHttpClient(second.Address);
        var there = new ApiClient(http, owner.Key, owner.Caller, owner.Email);
        var (pageId, components) = await owner.NewPage("API");
        var writes = Enumerable
            .Range(0, 40)
            .SelectMany(i =>
                (Task<ApiAnswer>[])
                    [
                        owner.Post("/team/upsert", new { team_name = $"A {i}" }),
                        there.Post("/team/upsert", new { team_name = $"B {i}" }),
                        there.Post(
                            "/status-page/section/upsert",
                            new { page_id = pageId, sections = new[] { new { name = $"S {i}" } } }
                        ),
                    ]
            )
            .ToList();

        Assert.All(await Task.WhenAll(writes), a => Assert.Equal(System.Net.HttpStatusCode.OK, a.Status));

        Assert.NotEmpty(components);
        var verified = await Run();
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains("123 entries are unchanged", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_write_takes_no_number()
    {
        await Write(1);
        (await owner.Post("/team/upsert", new { team_name = "" })).IsError("InvalidParameter");
        (await owner.Post("/team/delete", new { team_id = 1 })).IsError("ResourceNotFound");
        await Write(1);

        Assert.Equal([1, 2, 3], (await Lines()).Select(l => l.Seq!.Value));
    }

    [Fact]
    public async Task An_invalid_check_is_reported_in_one_line()
    {
        Assert.Contains("there is no account 1", (await Run("--account", "1")).IsRefused(1), StringComparison.Ordinal);
        Assert.Contains(
            "--head must be a number and a hash",
            (await Run("--account", "1", "--head", "12")).IsRefused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--head needs --account",
            (await Run("--head", "1:" + new string('a', 64))).IsRefused(2),
            StringComparison.Ordinal
        );
    }

    private async Task Write(int times)
    {
        for (var i = 0; i < times; i++)
            Assert.Equal(
                System.Net.HttpStatusCode.OK,
                (await owner.Post("/team/upsert", new { team_name = Guid.NewGuid().ToString("N") })).Status
            );
    }

    private Task<List<AuditRow>> Lines() => server.Store.Lines(owner.Caller.AccountId);

    private async Task<long> Prune(int olderThanDays)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await AuditChain.Prune(
            db,
            server.Store.Writes,
            owner.Caller.AccountId,
            (clock.Seconds() - (olderThanDays * Day)) * 1000,
            CancellationToken.None
        );
    }

    private async Task IsBroken(string says)
    {
        var verified = await Run();
        Assert.Equal(1, verified.Code);
        Assert.Contains(says, verified.Out, StringComparison.Ordinal);
    }

    /// <summary>What someone with the database could do: change a line and all hashes after it.</summary>
    private async Task Rechain()
    {
        var head = AuditLine.NoHash;
        foreach (var row in (await Lines()).OrderBy(l => l.Seq))
        {
            var line = new AuditLine
            {
                AccountId = row.AccountId,
                Seq = row.Seq!.Value,
                AuditId = row.AuditId,
                MemberId = row.MemberId,
                MemberName = "Mallory",
                KeyId = row.KeyId,
                KeyName = row.KeyName,
                Door = WireName<EntryPoint>.ToWire(row.Door),
                ClientAddress = row.ClientAddress,
                RequestId = row.RequestId,
                Operation = row.Operation,
                IsDangerous = row.IsDangerous,
                IsWrite = row.IsWrite,
                About = row.About,
                Body = row.Body,
            };
            head = line.Hash(head);
            await using var db = await server.Store.Databases.CreateDbContextAsync();
            await db.Database.ExecuteSqlAsync(
                $"UPDATE audit SET member_name = 'Mallory', hash = {head} WHERE audit_id = {row.AuditId}"
            );
            await db.Database.ExecuteSqlAsync($"UPDATE audit_chains SET head = {head}");
        }
    }

    private async Task Sql(string sql)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Command(sql);
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }

    private Task<CommandResult> Run(params string[] more) =>
        PharosCommand.Run(["audit", "verify", .. server.CommandPlace, .. more]);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
