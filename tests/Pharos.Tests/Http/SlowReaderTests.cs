using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pharos.Database;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>A client that reads its response slowly keeps no snapshot in the database.</summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private readonly Gate gate = new();
    private TestServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await TestServer.Start(extend: services => services.AddSingleton<IStartupFilter>(gate));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("export")]
    [InlineData("console export")]
    [InlineData("audit export")]
    [InlineData("list")]
    public async Task No_snapshot_lasts_while_a_response_is_sent(string response)
    {
        var (browser, owner) = await server.NewSignedIn();
        var page = await SubscriberPage.Create(server, owner);
        // More than one batch.
        await page.Import([
            .. Enumerable
                .Range(0, 1500)
                .Select(i => new { recipient = $"u{i:D4}@example.com", component_ids = new[] { page.Components[0] } }),
        ]);
        var screen = $"/console/pages/{page.PageId}/subscribers";
        var form = await browser.Get(screen);
        gate.Close();

        Task<string> sent = response switch
        {
            "export" => Text(page.Api.Post("/status-page/subscriber/export", new { page_id = page.PageId })),
            "console export" => Html(browser.Submit(form, screen + "/export")),
            "audit export" => Html(browser.Get("/console/audit/export")),
            _ => Text(page.Api.Get("/status-page/subscriber/list", ("page_id", page.PageId), ("limit", 100))),
        };
        await gate.Reached;
        await NothingIsKept();
        gate.Open();

        Assert.Contains(
            response == "audit export" ? "subscriber:write:import" : "u0099@example.com",
            await sent,
            StringComparison.Ordinal
        );
        if (response.EndsWith("export", StringComparison.Ordinal) && response != "audit export")
            Assert.Equal(1501, (await sent).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        static async Task<string> Text(Task<ApiAnswer> answer) => (await answer).Text;

        static async Task<string> Html(Task<ConsoleAnswer> answer) => (await answer).Html;
    }

    /// <summary>
    /// Waits until the log can be emptied, or no transaction is open: background work reads for a moment.
    /// </summary>
    private Task NothingIsKept() =>
        Eventually.True(
            async () => server.ConnectionString is { } postgres ? await IsIdle(postgres) : await IsEmptied(),
            TimeSpan.FromSeconds(20)
        );

    private async Task<bool> IsEmptied()
    {
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
        await using (var write = await server.Store.Writes.Begin(db, CancellationToken.None))
        {
            write.Invalidate(CacheInvalidation.Access);
            await write.Commit(CancellationToken.None);
        }

        await using var connection = new SqliteConnection($"Data Source={DataFolder.DatabaseFile(server.Folder)}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 1;
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() && reader.GetInt64(0) == 0;
    }

    private static async Task<bool> IsIdle(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            + "AND state LIKE 'idle in transaction%'";
        return (long)(await command.ExecuteScalarAsync())! == 0;
    }

    /// <summary>Stops responses where the server sends them, until it is opened.</summary>
    private sealed class Gate : IStartupFilter
    {
        private readonly TaskCompletionSource reached = New();
        private readonly TaskCompletionSource open = New();
        private volatile bool isClosed;

        public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Close() => isClosed = true;

        public void Open() => open.TrySetResult();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, following) =>
                    {
                        if (isClosed)
                            context.Response.Body = new Stopped(context.Response.Body, this);
                        return following(context);
                    }
                );
                next(app);
            };

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private sealed class Stopped(Stream inner, Gate gate) : Stream
        {
            public override bool CanRead => false;
            public override bool CanSeek => false;
            public override bool CanWrite => true;
            public override long Length => throw new NotSupportedException();

            public override long Position
            {
                get => throw new NotSupportedException();
                set => throw new NotSupportedException();
            }

            public override async ValueTask WriteAsync(
                ReadOnlyMemory<byte> buffer,
                CancellationToken cancellationToken = default
            )
            {
                gate.reached.TrySetResult();
                await gate.open.Task;
                await inner.WriteAsync(buffer, cancellationToken);
            }

            public override Task WriteAsync(
                byte[] buffer,
                int offset,
                int count,
                CancellationToken cancellationToken
            ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

            public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

            public override void Flush() => throw new NotSupportedException();

            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) =>
                WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();
        }
    }
}
