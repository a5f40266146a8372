using System.Collections.Frozen;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Verifies custom domains once a minute. A domain is verified when it resolves to an address of the server's public
/// host name, or when the operator lists it, so that no domain shows a page before its owner points it here. With
/// several accounts that does not tell whose page it is, so a TXT record must name the page too.
/// </summary>
internal sealed partial class DomainVerification(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    PublicSiteSettings settings,
    PageDirectory directory,
    Hosts hosts,
    DomainRecords records,
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
        var needsProof = await NeedsProof(db, cancel);
        foreach (var page in waiting)
        {
            // The server's own host name also serves the API and the console; Pharos:FrontPage is for that.
            if (hosts.IsOwn(page.CustomDomain!))
                continue;
            var lookup = await Lookup(page.CustomDomain!, page.PageId, needsProof, cancel);
            seen[page.PageId] = lookup;
            if (!lookup.LeadsHere || !lookup.IsProved)
                continue;
            await using var write = await writes.Begin(db, cancel);
            await write.LockInstallation(cancel);
            await write.LockPage(page.AccountId, page.PageId, cancel);
            if (await db.Pages.AnyAsync(p => p.CustomDomain == page.CustomDomain && p.DomainVerifiedAt != null, cancel))
                continue; // Another page was first.
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

    /// <summary>Whether a domain needs a TXT record: only with several accounts can a page be the wrong one.</summary>
    public static Task<bool> NeedsProof(PharosDb db, CancellationToken cancel) => db.Accounts.Skip(1).AnyAsync(cancel);

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

    private async Task<DomainLookup> Lookup(string domain, long pageId, bool needsProof, CancellationToken cancel)
    {
        var proved = !needsProof || await records.Proves(domain, pageId, cancel);
        var vouched =
            settings
                .VerifiedDomains?.Split(',', StringSplitOptions.TrimEntries)
                .Contains(domain, StringComparer.OrdinalIgnoreCase) == true;
        if (vouched || settings.PublicUrl is not { } url)
            return new DomainLookup(domain, clock.Seconds(), [], [], vouched, proved);
        var (own, found) = (
            await DomainRecords.Addresses(new Uri(url).Host, cancel),
            await DomainRecords.Addresses(domain, cancel)
        );
        return new DomainLookup(domain, clock.Seconds(), found, own, found.Any(own.Contains), proved);
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
/// <param name="IsProved">Whether a TXT record names the page, or none is needed.</param>
public sealed record DomainLookup(
    string Domain,
    long At,
    IReadOnlyList<IPAddress> Found,
    IReadOnlyList<IPAddress> Own,
    bool LeadsHere,
    bool IsProved
);
