using Pharos.Database;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>Which response a visitor gets, and when a view is rendered again.</summary>
[Trait("Runs", "Once")]
public sealed class PageCacheTests : IDisposable
{
    private static readonly PageCacheKey Key = new(1, "acme", "page", "en");

    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
    private readonly CacheVersions versions = new();
    private readonly RenderGate gate = new();
    private readonly PageCache cache;
    private int rendered;

    public PageCacheTests()
    {
        versions.Reconnected();
        cache = new PageCache(versions, gate, clock, new CacheOptions { MaxBytes = 1 << 20 });
    }

    public void Dispose()
    {
        cache.Dispose();
        gate.Dispose();
    }

    [Fact]
    public async Task A_view_is_rendered_once_and_sent_to_every_visitor()
    {
        Assert.Equal(("1", "1", "1"), (await Get(), await Get(), await Get()));
        Assert.Equal(1, rendered);
    }

    [Fact]
    public async Task A_burst_of_first_visitors_renders_a_view_once()
    {
        var gate = new TaskCompletionSource();
        var burst = Enumerable.Range(0, 50).Select(_ => Get(after: gate.Task)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(burst), text => Assert.Equal("1", text));
        Assert.Equal(1, rendered);
    }

    [Fact]
    public async Task After_a_change_the_first_visitor_waits_for_the_new_page_and_the_others_get_the_last_one()
    {
        await Get();
        versions.Invalidate(PageChanged());
        var gate = new TaskCompletionSource();

        var first = Get(after: gate.Task);
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Get()));

        Assert.False(first.IsCompleted);
        Assert.All(others, text => Assert.Equal("1", text));
        gate.SetResult();
        Assert.Equal(("2", "2", 2), (await first, await Get(), rendered));
    }

    [Fact]
    public async Task A_visitor_who_leaves_does_not_cancel_the_rendering()
    {
        var gate = new TaskCompletionSource();
        using var leaves = new CancellationTokenSource();
        var first = Get(after: gate.Task);
        var second = cache.Get(Key, _ => Task.FromResult<CachedPage?>(null), Mark, leaves.Token).AsTask();

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();

        Assert.Equal("1", await first);
    }

    [Fact]
    public async Task After_a_minute_a_view_is_rendered_again_even_without_a_change()
    {
        await Get();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("1", await Get());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2", await Get());
    }

    [Fact]
    public async Task A_change_to_another_page_renders_nothing()
    {
        await Get();
        versions.Invalidate(new CacheInvalidation(2));

        Assert.Equal("1", await Get());
    }

    [Fact]
    public async Task A_view_rendered_while_its_page_changes_is_rendered_again()
    {
        var gate = new TaskCompletionSource();
        var first = Get(after: gate.Task);
        versions.Invalidate(PageChanged());
        gate.SetResult();
        await first;

        Assert.Equal("2", await Get());

        versions.Invalidate(PageChanged());
        var again = new TaskCompletionSource();
        var renewing = Get(after: again.Task);
        versions.Invalidate(PageChanged());
        again.SetResult();
        await renewing;

        Assert.Equal("4", await Get());
    }

    [Fact]
    public async Task While_disconnected_every_visit_renders_the_view()
    {
        await Get();
        versions.Disconnected();

        Assert.Equal(("2", "3"), (await Get(), await Get()));
    }

    [Fact]
    public async Task When_rendering_fails_the_last_good_page_is_served_with_its_time()
    {
        await Get();
        clock.Advance(TimeSpan.FromSeconds(90));
        versions.Disconnected();

        Assert.Equal("1 as of 1780000000", await Get(fails: true));
        Assert.Equal("1 as of 1780000000", await Get(fails: true)); // Not every visit tries to render it.
        Assert.Equal(2, rendered);
    }

    [Fact]
    public async Task When_rendering_works_again_the_banner_is_gone()
    {
        await Get();
        versions.Invalidate(PageChanged());
        await Get(fails: true);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("1 as of 1780000000", await Get(fails: true));
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(("4", "4"), (await Get(), await Get()));
    }

    [Fact]
    public async Task Without_a_cached_page_a_failure_reaches_all_waiters_and_is_not_kept()
    {
        var gate = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 5).Select(_ => Get(fails: true, after: gate.Task)).ToList();
        gate.SetResult();
        foreach (var one in waiting)
            await Assert.ThrowsAsync<TimeoutException>(() => one);

        Assert.Equal("2", await Get());
    }

    [Fact]
    public async Task A_deleted_page_is_no_longer_served()
    {
        await Get();
        versions.Invalidate(PageChanged());

        Assert.Null(await cache.Get(Key, _ => Task.FromResult<CachedPage?>(null), Mark, CancellationToken.None));
        await Assert.ThrowsAsync<TimeoutException>(() => Get(fails: true));
    }

    [Fact]
    public async Task A_new_response_is_compressed_before_any_visitor_gets_it()
    {
        var first = await Visit();
        Assert.Equal((true, false), (first!.IsBrotliReady, first.IsGzipReady));

        _ = first.Gzip;
        versions.Invalidate(PageChanged());
        var second = await Visit();
        Assert.Equal((false, true), (second!.IsBrotliReady, second.IsGzipReady)); // As the first was asked for.

        versions.Invalidate(PageChanged());
        clock.Advance(TimeSpan.FromSeconds(90));
        _ = second.Gzip;
        var marked = await Visit(fails: true);
        Assert.Equal((false, true), (marked!.IsBrotliReady, marked.IsGzipReady));
    }

    private static CacheInvalidation PageChanged() => new(Key.PageId);

    private static CachedPage Mark(CachedPage page, DateTimeOffset time) =>
        page.With($"{System.Text.Encoding.UTF8.GetString(page.Plain)} as of {time.ToUnixTimeSeconds()}");

    /// <summary>A visit. The content of a page is the number of times that the view has been rendered.</summary>
    private async Task<string?> Get(bool fails = false, Task? after = null) =>
        await Visit(fails, after) is { } page ? System.Text.Encoding.UTF8.GetString(page.Plain) : null;

    private async Task<CachedPage?> Visit(bool fails = false, Task? after = null) =>
        await cache.Get(
            Key,
            async _ =>
            {
                var number = Interlocked.Increment(ref rendered);
                await (after ?? Task.CompletedTask);
                return fails
                    ? throw new TimeoutException()
                    : CachedPage.From(System.Text.Encoding.UTF8.GetBytes(number.ToString()), "text/plain");
            },
            Mark,
            CancellationToken.None
        );
}
