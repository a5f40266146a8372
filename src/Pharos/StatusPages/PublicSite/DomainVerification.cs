using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Verifies custom domains once a minute. A domain is verified when it resolves to an address of the server's public
/// host name, or when the operator lists it, so that no domain shows a page before its owner points it here.
/// </summary>
internal sealed partial class DomainVerification(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    PublicSiteSettings settings,
    PageDirectory directory,
    Hosts hosts,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<DomainVerification> log
) : BackgroundService
{
    private FrozenDictionary<long, DomainLookup> lookups = FrozenDictionary<long, DomainLookup>.Empty;

    /// <summary>
    /// The result of this node's last check of a page's domain; null if it was not checked, because it was already
    /// verified or is new.
    /// </summary>
    public DomainLookup? LastLookup(long pageId) => lookups.GetValueOrDefault(pageId);

    /// <summary>Checks all domains that are not verified yet.</summary>
    public async Task VerifyAll(CancellationToken cancel)
    {
        var seen = new Dictionary<long, DomainLookup>();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var waiting = await db
            .Pages.AsNoTracking()
            .Where(p => p.CustomDomain != null && p.DomainVerifiedAt == null)
            .Select(p => new
            {
                p.PageId,
                p.AccountId,
                p.CustomDomain,
            })
            .ToListAsync(cancel);
        foreach (var page in waiting)
        {
            // The server's own host name also serves the API and the console: the page stays under its slug, and /
            // redirects there.
            if (hosts.IsOwn(page.CustomDomain!))
                continue;
            var lookup = await Lookup(page.CustomDomain!, cancel);
            seen[page.PageId] = lookup;
            if (!lookup.LeadsHere)
                continue;
            await using var write = await writes.Begin(db, cancel);
            await write.LockPage(page.AccountId, page.PageId, cancel);
            var now = clock.Seconds();
            await db
                .Pages.Where(p => p.PageId == page.PageId && p.CustomDomain == page.CustomDomain)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.DomainVerifiedAt, now), cancel);
            await write.Commit(cancel);
            directory.ForgetUnknownHosts();
            Log.Verified(log, page.CustomDomain!);
        }

        lookups = seen.ToFrozenDictionary();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStart(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try
            {
                await VerifyAll(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetType().Name);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<DomainLookup> Lookup(string domain, CancellationToken cancel)
    {
        var vouched =
            settings
                .VerifiedDomains?.Split(',', StringSplitOptions.TrimEntries)
                .Contains(domain, StringComparer.OrdinalIgnoreCase) == true;
        if (vouched || settings.PublicUrl is not { } url)
            return new DomainLookup(domain, clock.Seconds(), [], [], vouched);
        var (own, found) = (await Addresses(new Uri(url).Host, cancel), await Addresses(domain, cancel));
        return new DomainLookup(domain, clock.Seconds(), found, own, found.Any(own.Contains));
    }

    private static async Task<IPAddress[]> Addresses(string host, CancellationToken cancel)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancel);
        }
        catch (SocketException)
        {
            return []; // Not in the DNS yet.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Verified the custom domain {Domain}")]
        public static partial void Verified(ILogger log, string domain);

        [LoggerMessage(
            EventId = 301,
            Level = LogLevel.Warning,
            Message = "Verification of custom domains failed ({Fault}); retrying"
        )]
        public static partial void Failed(ILogger log, string fault);
    }
}

/// <summary>Where a custom domain resolved to.</summary>
/// <param name="At">Unix seconds.</param>
/// <param name="Found">The domain's addresses; empty if it is not in the DNS.</param>
/// <param name="Own">The addresses of the server's public host name.</param>
public sealed record DomainLookup(
    string Domain,
    long At,
    IReadOnlyList<IPAddress> Found,
    IReadOnlyList<IPAddress> Own,
    bool LeadsHere
);
