using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Verifies custom domains, once a minute until they are: a domain counts when its name leads to the same addresses as
/// the server's public one, or when the operator vouches for it. So nobody's domain shows a page before its owner
/// pointed it here.
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
    /// What this node's last round saw of a page's domain; null where it did not look, because it was verified before
    /// or is new.
    /// </summary>
    public DomainLookup? LastLookup(long pageId) => lookups.GetValueOrDefault(pageId);

    /// <summary>One round, over all domains not verified yet.</summary>
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
            // By the server's own name there are the other doors: the page stays under its slug, and / leads there.
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
            directory.ForgetStrangers();
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
        [LoggerMessage(
            EventId = 300,
            Level = LogLevel.Information,
            Message = "The custom domain {Domain} leads here: it is verified"
        )]
        public static partial void Verified(ILogger log, string domain);

        [LoggerMessage(
            EventId = 301,
            Level = LogLevel.Warning,
            Message = "Custom domains could not be verified ({Fault}); it will be tried again"
        )]
        public static partial void Failed(ILogger log, string fault);
    }
}

/// <summary>Where a custom domain was seen to lead.</summary>
/// <param name="At">Unix seconds.</param>
/// <param name="Found">The addresses of the domain; none when it is not in the DNS.</param>
/// <param name="Own">Those of the server's public name.</param>
public sealed record DomainLookup(
    string Domain,
    long At,
    IReadOnlyList<IPAddress> Found,
    IReadOnlyList<IPAddress> Own,
    bool LeadsHere
);
