using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Database.Steps;
using Pharos.Platform.Roles;
using Pharos.Platform.SecondFactor;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

/// <summary>Databases of earlier versions, with rows in every table, open with today's code and lose nothing.</summary>
public sealed class UpgradeTests
{
    private const long Account = 4100000000000001;
    private const long Member = 5200000000000001;
    private const long Page = 6300000000000001;
    private const long Change = 7400000000000001;

    /// <summary>Later than any time in the fixture.</summary>
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_780_100_000);

    /// <summary>The fixture of each released schema.</summary>
    public static readonly TheoryData<string> Versions = ["0005_second_factors"];

    /// <summary>Tables and columns that a later step renamed: old name to today's.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["protection_keys"] = "data_protection_keys",
        ["protection_keys.name"] = "friendly_name",
        ["notifications.change_id"] = "subject_id",
        ["notifications.page_id"] = "queue_id",
        ["notifications.spread_at"] = "expanded_at",
        ["deliveries.change_id"] = "subject_id",
        ["deliveries.subscriber_id"] = "recipient_id",
        ["deliveries.page_id"] = "queue_id",
        ["deliveries.told_through"] = "sent_through",
        ["deliveries.tell_through"] = "send_through",
        ["letters.letter_id"] = "message_id",
        ["letters.page_id"] = "subject_id",
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_row_is_there_after_the_upgrade(string version)
    {
        await using var old = await OldDatabase.Create(version);

        await using (var store = await old.Open())
        await using (var db = await store.Databases.CreateDbContextAsync())
            Assert.True(await SchemaUpgrade.IsCurrent(store.Database, CancellationToken.None));

        await AssertRows(old);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_API_and_the_public_page_work_after_the_upgrade(string version)
    {
        await using var old = await OldDatabase.Create(version);
        await using var server = await Serve(old);
        var api = await server.NewMember(Account, BuiltInRoles.Owner);

        var page = (await api.Get("/status-page/info", ("page_id", Page))).Data;
        Assert.Equal("acme", page["url_name"]!.GetValue<string>());
        var change = (await api.Get("/status-page/change/info", ("page_id", Page), ("change_id", Change))).Data;
        Assert.StartsWith("title 1 of changes", change["title"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Outage after the upgrade", await PublishedTitle(api));
        var site = await SiteAnswer.Get(server.Http, "/", ("Host", "status.example.com"));
        Assert.Equal(HttpStatusCode.OK, site.Status);
        Assert.Contains("Outage after the upgrade", site.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_the_old_version_encrypted_stays_readable(string version)
    {
        await using var old = await OldDatabase.Create(version);
        await using var server = await Serve(old);
        await using var db = await server.Store.Databases.CreateDbContextAsync();

        var secret = await db.SecondFactors.Where(f => f.MemberId == Member).Select(f => f.Secret).SingleAsync();

        Assert.Equal(
            "12345678901234567890",
            Encoding.ASCII.GetString(server.Services.GetRequiredService<SecondFactorSecrets>().Open(Member, secret)!)
        );
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Two_processes_that_open_it_at_once_upgrade_it_once(string version)
    {
        await using var old = await OldDatabase.Create(version);
        string[] command = ["deliveries", "--event", "7400000000000002", .. old.CommandPlace];

        var results = await Task.WhenAll(PharosProcess.Run(command), PharosProcess.Run(command));

        Assert.All(results, result => result.IsDone());
        await AssertRows(old);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_step_that_fails_leaves_the_database_as_it_was(string version)
    {
        await using var old = await OldDatabase.Create(version);
        // A table with the name of an index that the last step creates, after several steps have done their work.
        await old.Execute("CREATE TABLE \"IX_letters_subject_id\" (x integer)");
        var before = await old.Snapshot();

        var fault = await Record.ExceptionAsync(old.Open);

        Assert.Contains("IX_letters_subject_id", fault?.Message, StringComparison.Ordinal);
        Assert.Equal(before, await old.Snapshot());
        await old.Execute("DROP TABLE \"IX_letters_subject_id\"");
        await using (await old.Open())
            await AssertRows(old);
    }

    private static Task<TestServer> Serve(OldDatabase old) =>
        TestServer.Start(new TestClock(Now), options =>
            (options.Data, options.Database) = (old.Folder, old.ConnectionString)
        );

    private static async Task<string> PublishedTitle(ApiClient api)
    {
        var components = await api.Post(
            "/status-page/component/upsert",
            new { page_id = Page, components = new[] { new { name = "Added after the upgrade" } } }
        );
        var component = components.Data["component_ids"]![0]!.GetValue<string>();
        var created = await api.Post(
            "/status-page/change/create",
            new
            {
                page_id = Page,
                type = "incident",
                title = "Outage after the upgrade",
                description = "It began after the upgrade.",
                status = "investigating",
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "We are looking.",
                        component_changes = new[] { new { component_id = component, status = "degraded" } },
                    },
                },
            }
        );
        var id = created.Data["change_id"]!.GetValue<long>();
        var change = (await api.Get("/status-page/change/info", ("page_id", Page), ("change_id", id))).Data;
        return change["title"]!.GetValue<string>();
    }

    /// <summary>
    /// Asserts that the tables hold the fixture's rows, under today's names and with equal values, and no others.
    /// </summary>
    private static async Task AssertRows(OldDatabase old)
    {
        foreach (var (table, rows) in await old.Expected())
        {
            var actual = await old.Rows(Renamed.GetValueOrDefault(table, table));
            Assert.Equal(rows!.AsArray().Count, actual.Count);
            foreach (var row in rows.AsArray())
            {
                var expected = row!
                    .AsObject()
                    .ToDictionary(
                        c => Renamed.GetValueOrDefault($"{table}.{c.Key}", c.Key),
                        c => OldDatabase.Text(c.Value)
                    );
                var same = actual.Count(r => expected.All(c => r.GetValueOrDefault(c.Key) == c.Value));
                Assert.True(same == 1, $"{table}: {same} rows are {row.ToJsonString()}");
            }
        }
    }
}
