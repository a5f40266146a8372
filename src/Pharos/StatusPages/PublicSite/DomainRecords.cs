using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace Pharos.StatusPages.PublicSite;

/// <summary>What the DNS says about custom domains. Every lookup has a deadline.</summary>
internal sealed class DomainRecords
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    // The resolvers of the operating system are read when a domain is first looked up, not at the start.
    private readonly Lazy<LookupClient> dns = new(() =>
        new LookupClient(
            new LookupClientOptions
            {
                Timeout = Deadline / 2,
                Retries = 1,
                UseCache = false,
                ThrowDnsErrors = false,
            }
        )
    );

    /// <summary>Reads TXT records; replaced by tests.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<string>>>? Texts { get; init; }

    /// <summary>The name of the TXT record that proves who owns a domain.</summary>
    public static string ProofName(string domain) => "_pharos." + domain;

    /// <summary>What the record says: the owner of the domain names the page that may show itself there.</summary>
    public static string ProofOf(long pageId) => string.Create(CultureInfo.InvariantCulture, $"pharos-page={pageId}");

    public async Task<bool> Proves(string domain, long pageId, CancellationToken cancel)
    {
        var texts = await (Texts ?? Query)(ProofName(domain), cancel);
        return texts.Any(text => text.Trim() == ProofOf(pageId));
    }

    /// <summary>The addresses of a host name; empty if it is not in the DNS.</summary>
    public static async Task<IPAddress[]> Addresses(string host, CancellationToken cancel)
    {
        try
        {
            using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
            return await Dns.GetHostAddressesAsync(host, either.Token);
        }
        catch (SocketException)
        {
            return [];
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<string>> Query(string name, CancellationToken cancel)
    {
        try
        {
            using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
            var response = await dns.Value.QueryAsync(name, QueryType.TXT, cancellationToken: either.Token);
            // A long text is split into several strings.
            return [.. response.Answers.TxtRecords().Select(record => string.Concat(record.Text))];
        }
        catch (DnsResponseException)
        {
            return [];
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [];
        }
    }
}
