using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Crash;

/// <summary>
/// The real program, killed without warning while clients write: what it acknowledged is there, and nothing is there by
/// half.
/// </summary>
[Trait("Runs", "Once")]
public sealed class KilledServerTests(ITestOutputHelper output)
{
    private const int Installations = 2;
    private const int Writers = 4;
    private const int Seed = 20260131;

    [Theory]
    [InlineData(8)]
    [InlineData(50, Traits = ["Runs", "Full"])]
    public async Task Kills_lose_no_acknowledged_write_and_leave_no_half_of_one(int kills)
    {
        var watch = Stopwatch.StartNew();
        // Starting takes most of the time and one processor: two installations side by side take half as long.
        var writes = await Task.WhenAll(
            Enumerable.Range(0, Installations).Select(i => Installation(i, kills / Installations))
        );
        output.WriteLine(
            $"{kills} kills in {watch.Elapsed.TotalSeconds:0.0} s, {writes.Sum()} writes acknowledged; seed {Seed}"
        );
    }

    private static async Task<int> Installation(int number, int kills)
    {
        var folder = Directory.CreateTempSubdirectory("pharos-crash-").FullName;
        var random = new Random(Seed + number);
        var key = await FirstKey.Create("--data", folder);
        var written = new List<WriteStream>();
        for (var kill = 0; kill < kills; kill++)
        {
            await using var server = await PharosProcess.Serve("--data", folder);
            using var http = TestServer.NewHttpClient(server.Address);
            var api = new ApiClient(http, key, new Caller(0, 0, Permissions.All), "");
            foreach (var stream in written.TakeLast(Writers))
                await stream.Check(api);

            var streams = new List<WriteStream>();
            for (var writer = 0; writer < Writers; writer++)
            {
                var stream = new WriteStream($"k{kill}w{writer}", new Random(random.Next()));
                (stream.PageId, stream.Components) = await api.NewPage("A", "B");
                streams.Add(stream);
            }

            // The kill follows an acknowledgement, while the other writers are anywhere in theirs.
            var after = random.Next(1, 60);
            var acknowledged = 0;
            var moment = new TaskCompletionSource();
            var running = Task.WhenAll(streams.Select(s => s.Run(api, () =>
                    {
                        if (Interlocked.Increment(ref acknowledged) == after)
                            moment.SetResult();
                    })));
            await moment.Task;
            await server.Kill();
            await running;
            written.AddRange(streams);
            if (kill % 8 == 0)
                await AssertWhole(folder);
        }

        await using (var last = await PharosProcess.Serve("--data", folder))
        {
            using var http = TestServer.NewHttpClient(last.Address);
            foreach (var stream in written)
                await stream.Check(new ApiClient(http, key, new Caller(0, 0, Permissions.All), ""));
        }

        await AssertWhole(folder);
        Directory.Delete(folder, recursive: true);
        return written.Sum(s => s.Acknowledged);
    }

    private static async Task AssertWhole(string folder)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, "pharos.db"),
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync();
        await using var check = new SqliteCommand("PRAGMA integrity_check; PRAGMA foreign_key_check", connection);
        await using var answer = await check.ExecuteReaderAsync();
        Assert.True(await answer.ReadAsync());
        Assert.Equal("ok", answer.GetString(0));
        Assert.True(await answer.NextResultAsync());
        Assert.False(await answer.ReadAsync());
    }
}
