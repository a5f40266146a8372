using Pharos.Database;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>Who gets which copy, and when a new one is made.</summary>
[Trait("Runs", "Once")]
public sealed class CopiesTests : IDisposable
{
    private static readonly CopyKey Key = new(1, "acme", "page", "en");

    private readonly FakeClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
    private readonly ResponseCache held = new(1 << 20);
    private readonly Copies copies;
    private int made;

    public CopiesTests()
    {
        held.Resumed();
        copies = new Copies(held, clock, 1 << 20);
    }

    public void Dispose()
    {
        copies.Dispose();
        held.Dispose();
    }

    [Fact]
    public async Task A_copy_is_made_once_and_sent_to_everybody()
    {
        Assert.Equal(("1", "1", "1"), (await Get(), await Get(), await Get()));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_burst_of_first_visitors_makes_one_copy()
    {
        var gate = new TaskCompletionSource();
        var burst = Enumerable.Range(0, 50).Select(_ => Get(after: gate.Task)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(burst), text => Assert.Equal("1", text));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task After_a_change_the_first_visitor_waits_for_a_new_copy_and_the_others_get_the_last()
    {
        await Get();
        held.Stale(PageChanged());
        var gate = new TaskCompletionSource();

        var first = Get(after: gate.Task);
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Get()));

        Assert.False(first.IsCompleted);
        Assert.All(others, text => Assert.Equal("1", text));
        gate.SetResult();
        Assert.Equal(("2", "2", 2), (await first, await Get(), made));
    }

    [Fact]
    public async Task A_visitor_who_leaves_does_not_stop_the_making()
    {
        var gate = new TaskCompletionSource();
        using var leaves = new CancellationTokenSource();
        var first = Get(after: gate.Task);
        var second = copies.Get(Key, _ => Task.FromResult<Copy?>(null), Mark, leaves.Token).AsTask();

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();

        Assert.Equal("1", await first);
    }

    [Fact]
    public async Task After_a_minute_a_new_copy_is_made_even_without_a_change()
    {
        await Get();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("1", await Get());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2", await Get());
    }

    [Fact]
    public async Task A_change_to_another_page_makes_no_new_copy()
    {
        await Get();
        held.Stale(new Staleness(2));

        Assert.Equal("1", await Get());
    }

    [Fact]
    public async Task A_copy_made_while_the_page_changed_is_not_kept_as_fresh()
    {
        var gate = new TaskCompletionSource();
        var first = Get(after: gate.Task);
        held.Stale(PageChanged());
        gate.SetResult();
        await first;

        Assert.Equal("2", await Get());

        held.Stale(PageChanged());
        var again = new TaskCompletionSource();
        var renewing = Get(after: again.Task);
        held.Stale(PageChanged());
        again.SetResult();
        await renewing;

        Assert.Equal("4", await Get());
    }

    [Fact]
    public async Task While_announcements_do_not_reach_us_every_visit_looks_again()
    {
        await Get();
        held.Deaf();

        Assert.Equal(("2", "3"), (await Get(), await Get()));
    }

    [Fact]
    public async Task When_making_fails_the_last_good_copy_is_served_with_the_time_it_is_from()
    {
        await Get();
        clock.Advance(TimeSpan.FromSeconds(90));
        held.Deaf();

        Assert.Equal("1 as of 1780000000", await Get(fails: true));
        Assert.Equal("1 as of 1780000000", await Get(fails: true)); // Nor is the database asked at each visit.
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task When_making_works_again_the_mark_is_gone()
    {
        await Get();
        held.Stale(PageChanged());
        await Get(fails: true);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("1 as of 1780000000", await Get(fails: true));
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(("4", "4"), (await Get(), await Get()));
    }

    [Fact]
    public async Task Without_a_copy_a_failure_is_told_to_all_who_wait_and_not_kept()
    {
        var gate = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 5).Select(_ => Get(fails: true, after: gate.Task)).ToList();
        gate.SetResult();
        foreach (var one in waiting)
            await Assert.ThrowsAsync<TimeoutException>(() => one);

        Assert.Equal("2", await Get());
    }

    [Fact]
    public async Task What_is_gone_is_no_longer_served()
    {
        await Get();
        held.Stale(PageChanged());

        Assert.Null(await copies.Get(Key, _ => Task.FromResult<Copy?>(null), Mark, CancellationToken.None));
        await Assert.ThrowsAsync<TimeoutException>(() => Get(fails: true));
    }

    private static Staleness PageChanged() => new(Key.PageId);

    private static Copy Mark(Copy copy, DateTimeOffset madeAt) => Copy.From($"{System.Text.Encoding.UTF8.GetString(copy.Plain)} as of {madeAt.ToUnixTimeSeconds()}", copy.ContentType);

    /// <summary>A visit; a copy that has to be made for it is named by its number.</summary>
    private async Task<string?> Get(bool fails = false, Task? after = null)
    {
        var copy = await copies.Get(
            Key,
            async _ =>
            {
                var number = Interlocked.Increment(ref made);
                await (after ?? Task.CompletedTask);
                return fails ? throw new TimeoutException() : Copy.From(number.ToString(), "text/plain");
            },
            Mark, CancellationToken.None);
        return copy is null ? null : System.Text.Encoding.UTF8.GetString(copy.Plain);
    }
}
