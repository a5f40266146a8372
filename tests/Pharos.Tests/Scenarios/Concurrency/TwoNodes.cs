using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>Two nodes on one database. On SQLite the second stands for another process on the same file.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private TestServer? first;
    private TestServer? second;

    /// <summary>The clock of both, which only a test moves.</summary>
    public TestClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public TestServer First => first!;

    public TestServer Second => second!;

    /// <summary>The same client at the second node.</summary>
    public ApiClient There(ApiClient here) => new(Second.Http, here.Key, here.Caller, here.Email);

    public async ValueTask InitializeAsync() => (first, second) = await Start(Clock);

    /// <param name="clock">Of both; the system's when absent.</param>
    public static async Task<(TestServer First, TestServer Second)> Start(TimeProvider? clock = null)
    {
        var first = await TestServer.Start(clock);
        return (
            first,
            await TestServer.Start(
                clock,
                options => options.Data = TestDatabase.IsPostgres ? options.Data : first.Folder,
                first.ConnectionString
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (second is not null)
            await second.DisposeAsync();
        if (first is not null)
            await first.DisposeAsync();
    }
}
