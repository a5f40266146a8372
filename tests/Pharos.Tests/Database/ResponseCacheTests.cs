using System.Text;
using Pharos.Database;

namespace Pharos.Tests.Database;

[Trait("Runs", "Once")]
public sealed class FinishedAnswersTests : IDisposable
{
    private static readonly ResponseCacheKey Key = new(1, 2, "change", 3);

    private readonly ResponseCache answers = new(1 << 20);
    private int made;

    public FinishedAnswersTests() => answers.Resumed();

    public void Dispose() => answers.Dispose();

    [Fact]
    public async Task A_burst_of_readers_of_the_same_thing_makes_it_once()
    {
        var gate = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 200).Select(_ => Task.Run(() => Get(gate.Task).AsTask())).ToList();
        gate.SetResult();

        var bytes = await Task.WhenAll(readers);

        Assert.Equal(1, made);
        Assert.All(bytes, b => Assert.Same(bytes[0], b));
        Assert.Same(bytes[0], await Get());
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task What_goes_stale_while_it_is_made_is_given_to_who_asked_before_and_to_nobody_after()
    {
        var gate = new TaskCompletionSource();
        var early = Get(gate.Task).AsTask();

        answers.Stale(new Staleness(Key.PageId));
        var late = await Get();
        gate.SetResult();

        Assert.Equal("1", Encoding.UTF8.GetString(await early));
        Assert.Equal("2", Encoding.UTF8.GetString(late));
        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task A_write_to_one_page_leaves_what_is_held_of_another()
    {
        await Get();
        var other = Key with { PageId = 9 };
        await answers.Get(other, Make, CancellationToken.None);

        answers.Stale(new Staleness(Key.PageId));
        await answers.Get(other, Make, CancellationToken.None);
        Assert.Equal(2, made);
        await Get();
        Assert.Equal(3, made);
    }

    [Fact]
    public async Task While_deaf_everything_is_made_anew_and_what_was_held_before_is_not_served_after()
    {
        await Get();
        answers.Deaf();
        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
        Assert.Equal("3", Encoding.UTF8.GetString(await Get()));
        Assert.False(answers.IsCurrentAccess(answers.AccessVersion));

        answers.Resumed();

        Assert.Equal("4", Encoding.UTF8.GetString(await Get()));
        Assert.Equal("4", Encoding.UTF8.GetString(await Get()));
        Assert.True(answers.IsCurrentAccess(answers.AccessVersion));
    }

    [Fact]
    public async Task What_was_begun_before_a_deafness_is_not_kept_after_it()
    {
        var gate = new TaskCompletionSource();
        var early = Get(gate.Task).AsTask();
        answers.Deaf();
        answers.Resumed();
        gate.SetResult();
        await early;

        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
    }

    [Fact]
    public async Task Nothing_is_held_before_announcements_are_heard()
    {
        using var silent = new ResponseCache(1 << 20);

        await silent.Get(Key, Make, CancellationToken.None);
        await silent.Get(Key, Make, CancellationToken.None);

        Assert.Equal(2, made);
    }

    [Fact]
    public async Task A_fault_reaches_all_who_wait_and_is_not_kept()
    {
        var gate = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 20).Select(_ => Get(gate.Task).AsTask()).ToList();
        gate.SetException(new InvalidOperationException("the database is gone"));

        foreach (var reader in readers)
            await Assert.ThrowsAsync<InvalidOperationException>(() => reader);
        Assert.Equal(1, made);
        Assert.Equal("2", Encoding.UTF8.GetString(await Get()));
    }

    [Fact]
    public async Task A_reader_who_goes_away_does_not_stop_the_work_for_the_others()
    {
        using var gone = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var first = answers.Get(Key, cancel => Make(gate.Task, cancel), gone.Token).AsTask();
        var second = Get(gate.Task).AsTask();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("1", Encoding.UTF8.GetString(await second));
    }

    [Fact]
    public async Task No_more_is_held_than_the_memory_allowed()
    {
        const int Each = 64 * 1024;
        for (var id = 0; id < 100; id++)
            await answers.Get(Key with { Id = id }, _ => Task.FromResult(new byte[Each]), CancellationToken.None);

        var again = 0;
        for (var id = 0; id < 100; id++)
        {
            await answers.Get(Key with { Id = id }, _ =>
            {
                again++;
                return Task.FromResult(new byte[Each]);
            }, CancellationToken.None);
        }

        Assert.True(again >= 100 - ((1 << 20) / Each), $"{100 - again} answers of 64 KB were held in 1 MB");
    }

    [Fact]
    public async Task An_answer_larger_than_the_memory_allowed_is_given_and_not_held()
    {
        var bytes = await answers.Get(Key, _ => Task.FromResult(new byte[2 << 20]), CancellationToken.None);

        Assert.Equal(2 << 20, bytes.Length);
        Assert.Equal("1", Encoding.UTF8.GetString(await Get()));
    }

    private ValueTask<byte[]> Get(Task? gate = null) => answers.Get(Key, cancel => Make(gate ?? Task.CompletedTask, cancel), CancellationToken.None);

    private Task<byte[]> Make(CancellationToken cancel) => Make(Task.CompletedTask, cancel);

    private async Task<byte[]> Make(Task gate, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref made);
        await gate.WaitAsync(cancel);
        return Encoding.UTF8.GetBytes($"{number}");
    }
}
