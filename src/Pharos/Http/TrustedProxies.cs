using System.Net;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>The proxies whose forwarded headers count, from the option <c>Pharos:TrustedProxies</c>.</summary>
/// <param name="Networks">Empty without the option.</param>
internal sealed record TrustedProxies(IReadOnlyList<IPNetwork> Networks)
{
    /// <param name="option">The option's valid value; null without it.</param>
    public static TrustedProxies Parse(string? option) =>
        new([.. NetworksAttribute.Parse(option ?? "").Select(network => network!.Value)]);

    /// <summary>Whether an address is a trusted proxy's or this machine's own.</summary>
    public bool IsTrustedOrLocal(IPAddress address)
    {
        var plain = ClientAddress.Unmapped(address);
        return IPAddress.IsLoopback(plain) || Networks.Any(network => network.Contains(plain));
    }
}
