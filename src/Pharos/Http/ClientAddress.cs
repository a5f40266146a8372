using System.Net;
using System.Net.Sockets;

namespace Pharos.Http;

/// <summary>The IP address of the client.</summary>
internal static class ClientAddress
{
    /// <summary>The key for rate limits; see <see cref="Key"/>.</summary>
    public static string ThrottleKey(HttpContext http) => Find(http) is { } address ? Key(address) : "";

    /// <summary>
    /// What counts as one client: the address, or the /64 network of an IPv6 address, because a client can use all of
    /// it.
    /// </summary>
    public static string Key(IPAddress address)
    {
        var plain = Unmapped(address);
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }

    /// <summary>The full address as text; empty if unknown.</summary>
    public static string Read(HttpContext http) => Find(http)?.ToString() ?? "";

    /// <summary>An IPv4 address that a socket for both families reports as IPv6, as IPv4 again.</summary>
    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPAddress? Find(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? Unmapped(address) : null;
}
