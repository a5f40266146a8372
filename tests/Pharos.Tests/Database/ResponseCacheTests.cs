using System.Text;
using Pharos.Database;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

[Trait("Runs", "Once")]
public sealed class ResponseCacheTests : IDisposable
{
    private static readonly ResponseCacheKey Key = new(1, 2, "change", 3);

    private readonly CacheVersions versions = new();
    private readonly ResponseCache responses;
    private int computed;

    public ResponseCacheTests()
    {
        responses = new ResponseCache(versions, TimeProvider.System, new CacheOptions { MaxBytes = 1 << 20 });
        versions.Reconnected();
    }

    public void Dispose() => responses.Dispose();

    [Fact]
    public async Task A_burst_of_readers_of_the_same_response_computes_it_once()
    {
        var gate = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 200).Select(_ => Task.Run(() => Get(gate.Task).AsTask())).ToList();
        gate.SetResult();

        var bytes = await Task.WhenAll(readers);

        Assert.Equal(1, computed);
        Assert.All(bytes, b => Assert.Same(bytes[0], b));
        Assert.Same(bytes[0], await Get());
        Assert.Equal(1, computed);
    }

    [Fact]
    public async Task A_response_that_goes_stale_while_it_is_computed_reaches_earlier_readers_only()
    {
        var gate = new TaskCompletionSource();
        var early = Get(gate.Task).AsTask();
        await Eventually.True(() => Task.FromResult(Volatile.Read(ref computed) == 1), TimeSpan.FromSeconds(60));

        versions.Invalidate(new CacheInvalidation(Key.PageId));
        var late = await Get();
        gate.SetResult();

        Assert.Equal("1", Encoding.UTF8.GetString(await early));
        Assert.Equal("2", Encoding.UTF8.GetString(late));
        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
        Assert.Equal(2, computed);
    }

    [Fact]
    public async Task A_write_to_one_page_does_not_invalidate_another()
    {
        await Get();
        var other = Key with { PageId = 9 };
        await responses.Get(other, Compute, CancellationToken.None);

        versions.Invalidate(new CacheInvalidation(Key.PageId));
        await responses.Get(other, Compute, CancellationToken.None);
        Assert.Equal(2, computed);
        await Get();
        Assert.Equal(3, computed);
    }

    [Fact]
    public async Task A_response_that_depends_on_all_pages_is_computed_again_after_a_write_to_any_page()
    {
        var list = new ResponseCacheKey(1, 0, "pages");
        await responses.Get(list, Compute, CancellationToken.None);
        await responses.Get(list, Compute, CancellationToken.None);
        Assert.Equal(1, computed);

        versions.Invalidate(new CacheInvalidation(Key.PageId));

        Assert.Equal("2", Encoding.UTF8.GetString(await responses.Get(list, Compute, CancellationToken.None)));
        versions.Disconnected();
        versions.Reconnected();
        Assert.Equal("3", Encoding.UTF8.GetString(await responses.Get(list, Compute, CancellationToken.None)));
    }

    [Fact]
    public async Task A_response_that_takes_a_large_share_of_the_memory_limit_evicts_no_others()
    {
        await Get();
        var large = Key with { Id = 9 };
        await responses.Get(large, _ => Task.FromResult(new byte[200 * 1024]), CancellationToken.None);

        Assert.Equal("1", Encoding.UTF8.GetString(await Get()));
        Assert.Equal("2", Encoding.UTF8.GetString(await responses.Get(large, Compute, CancellationToken.None)));
    }

    [Fact]
    public async Task While_disconnected_every_read_computes_and_older_responses_are_not_served_afterwards()
    {
        await Get();
        versions.Disconnected();
        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
        Assert.Equal("3", Encoding.UTF8.GetString(await Get()));
        Assert.False(versions.IsCurrentAccess(versions.AccessVersion));

        versions.Reconnected();

        Assert.Equal("4", Encoding.UTF8.GetString(await Get()));
        Assert.Equal("4", Encoding.UTF8.GetString(await Get()));
        Assert.True(versions.IsCurrentAccess(versions.AccessVersion));
    }

    [Fact]
    public async Task A_response_begun_before_a_disconnection_is_not_kept_after_it()
    {
        var gate = new TaskCompletionSource();
        var early = Get(gate.Task).AsTask();
        versions.Disconnected();
        versions.Reconnected();
        gate.SetResult();
        await early;

        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
    }

    [Fact]
    public async Task Nothing_is_cached_before_the_first_connection()
    {
        using var silent = new ResponseCache(new CacheVersions(), TimeProvider.System, new CacheOptions());

        await silent.Get(Key, Compute, CancellationToken.None);
        await silent.Get(Key, Compute, CancellationToken.None);

        Assert.Equal(2, computed);
    }

    [Fact]
    public async Task A_failure_reaches_all_waiters_and_is_not_kept()
    {
        var gate = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 20).Select(_ => Get(gate.Task).AsTask()).ToList();
        gate.SetException(new InvalidOperationException("the database is gone"));

        foreach (var reader in readers)
            await Assert.ThrowsAsync<InvalidOperationException>(() => reader);
        Assert.Equal(1, computed);
        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
    }

    [Fact]
    public async Task A_reader_who_leaves_does_not_cancel_the_work_for_the_others()
    {
        using var gone = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var first = responses.Get(Key, cancel => Compute(gate.Task, cancel), gone.Token).AsTask();
        var second = Get(gate.Task).AsTask();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("1", Encoding.UTF8.GetString(await second));
    }

    [Fact]
    public async Task The_cache_keeps_within_its_memory_limit()
    {
        const int Each = 64 * 1024;
        for (var id = 0; id < 100; id++)
            await responses.Get(Key with { Id = id }, _ => Task.FromResult(new byte[Each]), CancellationToken.None);

        var again = 0;
        for (var id = 0; id < 100; id++)
        {
            await responses.Get(
                Key with
                {
                    Id = id,
                },
                _ =>
                {
                    again++;
                    return Task.FromResult(new byte[Each]);
                },
                CancellationToken.None
            );
        }

        Assert.True(again >= 100 - ((1 << 20) / Each), $"{100 - again} responses of 64 KB fit in 1 MB");
    }

    [Fact]
    public async Task A_response_larger_than_the_memory_limit_is_returned_but_not_cached()
    {
        var bytes = await responses.Get(Key, _ => Task.FromResult(new byte[2 << 20]), CancellationToken.None);

        Assert.Equal(2 << 20, bytes.Length);
        Assert.Equal("1", Encoding.UTF8.GetString(await Get()));
    }

    private ValueTask<byte[]> Get(Task? gate = null) =>
        responses.Get(Key, cancel => Compute(gate ?? Task.CompletedTask, cancel), CancellationToken.None);

    private Task<byte[]> Compute(CancellationToken cancel) => Compute(Task.CompletedTask, cancel);

    private async Task<byte[]> Compute(Task gate, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref computed);
        await gate.WaitAsync(cancel);
        return Encoding.UTF8.GetBytes($"{number}");
    }
}
