using System.Net;
using System.Net.Sockets;

namespace Pharos.Http;

/// <summary>The IP address of the client.</summary>
internal static class ClientAddress
{
    /// <summary>The key for rate limits; see <see cref="Key"/>.</summary>
    public static string ThrottleKey(HttpContext http) => ThrottleKey(http.Connection.RemoteIpAddress);

    /// <summary>The key for rate limits; empty if the address is unknown.</summary>
    public static string ThrottleKey(IPAddress? remote) => remote is null ? "" : Key(remote);

    /// <summary>
    /// What counts as one client: the address, or the /64 network of an IPv6 address, because a client can use all of
    /// it.
    /// </summary>
    public static string Key(IPAddress address) => Prefix(Unmapped(address), ipv4Bytes: 4);

    /// <summary>The client's network: the /24 of an IPv4 address, the /64 of an IPv6 address.</summary>
    public static string Network(HttpContext http) => Find(http) is { } address ? Prefix(address, ipv4Bytes: 3) : "";

    /// <summary>The full address as text; empty if unknown.</summary>
    public static string Read(HttpContext http) => Find(http)?.ToString() ?? "";

    /// <summary>An IPv4 address that a socket for both families reports as IPv6, as IPv4 again.</summary>
    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string Prefix(IPAddress address, int ipv4Bytes) =>
        address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : string.Join('.', address.GetAddressBytes().Take(ipv4Bytes));

    private static IPAddress? Find(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? Unmapped(address) : null;
}
