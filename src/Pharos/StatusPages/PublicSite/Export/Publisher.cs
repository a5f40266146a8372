using Pharos.Database;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Writes every public page as files: at startup, after every change on any node, and regularly because pages show
/// relative times. Failures are logged and retried; visitors of the server are not affected.
/// </summary>
internal sealed partial class Publisher(
    PublishOptions options,
    PageExports exports,
    CacheVersions versions,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<Publisher> log
) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly string directory = FullPath(options);
    private readonly PublishFolder folder = new(FullPath(options));
    private readonly TimeSpan every = TimeSpan.FromMinutes(options.EveryMinutes);
    private readonly PublishSchedule schedule = new();
    private readonly Dictionary<long, Published> pages = [];

    /// <summary>
    /// Writes once more if needed, so that the files include everything acknowledged before the shutdown.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (versions.IsConnected && schedule.IsBehind(versions.Generation))
            await Write(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Directory is null)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // The server must know its own address, and change notifications must be connected.
            if (
                lifetime.ApplicationStarted.IsCancellationRequested
                && versions.IsConnected
                && schedule.IsDue(versions.Generation, clock.GetUtcNow())
            )
                await Write(stoppingToken);
        }
    }

    /// <summary>Writes the pages that have changed or are due.</summary>
    private async Task Write(CancellationToken cancel)
    {
        var (generation, now) = (versions.Generation, clock.GetUtcNow());
        try
        {
            using var folderLock = folder.Lock();
            var all = await exports.Pages(cancel);
            foreach (var (pageId, slug) in all)
            {
                if (!pages.TryGetValue(pageId, out var last) || last.IsDue(slug, versions.Version(pageId), now))
                    pages[pageId] = await Write(pageId, slug, last, now, cancel);
            }

            foreach (var deleted in pages.Keys.Except(all.Select(p => p.PageId)).ToList())
                pages.Remove(deleted);
            // A page that cannot be written under its new slug keeps its files under the old one.
            await folder.KeepOnly(
                [.. all.Select(p => p.Slug), .. pages.Values.Select(p => p.Written).OfType<string>()],
                cancel
            );
            schedule.Written(generation, pages.Values.Select(p => p.DueAt).DefaultIfEmpty(now + every).Min());
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            Log.Failed(log, directory, Reason(fault));
            schedule.Failed(now + RetryAfter);
        }
    }

    private async Task<Published> Write(
        long pageId,
        string slug,
        Published? last,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var version = versions.Version(pageId);
        var start = clock.GetTimestamp();
        try
        {
            var url = options.Url is { } root ? $"{root.TrimEnd('/')}/{slug}" : null;
            await using var export = await exports.Begin(
                pageId,
                new ExportSettings(ExportSettings.LanguageOf(options.Language), url),
                cancel
            );
            if (export is not null)
            {
                // Regular writes check every file; a write after a change must cost only what has changed.
                var thorough = last is null || now >= last.DueAt;
                var site = await folder.Put(slug, export, thorough, cancel);
                var elapsed = clock.GetElapsedTime(start);
                if (last is null or { HasFailed: true })
                    Log.Published(log, slug, directory, site.After.Files.Count, elapsed.TotalMilliseconds);
                else
                    Log.Renewed(log, slug, site.Changed.Count, site.Deleted.Count, elapsed.TotalMilliseconds);
            }

            return new Published(slug, version, now + every, HasFailed: false, Written: slug);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            Log.PageFailed(log, slug, directory, Reason(fault));
            return new Published(slug, version, now + RetryAfter, HasFailed: true, last?.Written);
        }
    }

    private static string FullPath(PublishOptions options) =>
        options.Directory is { } directory ? Path.GetFullPath(directory) : "";

    private static string Reason(Exception fault) =>
        (fault is IOException ? fault : fault.GetBaseException()).Message.ReplaceLineEndings(" ");

    /// <param name="Version">The page's version before it was read.</param>
    /// <param name="Written">The slug of the folder with its files; null before the first export.</param>
    private sealed record Published(string Slug, long Version, DateTimeOffset DueAt, bool HasFailed, string? Written)
    {
        /// <summary>Failed pages are not retried at every change: that would fail again and flood the log.</summary>
        public bool IsDue(string slug, long version, DateTimeOffset now) =>
            now >= DueAt || (!HasFailed && (Slug != slug || Version != version));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 310,
            Level = LogLevel.Information,
            Message = "Published page {Slug} to {Directory}: {Files} files in {Milliseconds:0} ms"
        )]
        public static partial void Published(
            ILogger log,
            string slug,
            string directory,
            int files,
            double milliseconds
        );

        [LoggerMessage(
            EventId = 311,
            Level = LogLevel.Debug,
            Message = "Updated published page {Slug}: {Changed} files written, {Deleted} deleted in {Milliseconds:0} ms"
        )]
        public static partial void Renewed(ILogger log, string slug, int changed, int deleted, double milliseconds);

        [LoggerMessage(
            EventId = 312,
            Level = LogLevel.Error,
            Message = "Publishing page {Slug} to {Directory} failed ({Reason}); keeping its files and retrying"
        )]
        public static partial void PageFailed(ILogger log, string slug, string directory, string reason);

        [LoggerMessage(
            EventId = 313,
            Level = LogLevel.Error,
            Message = "Publishing to {Directory} failed ({Reason}); keeping its files and retrying"
        )]
        public static partial void Failed(ILogger log, string directory, string reason);
    }
}
