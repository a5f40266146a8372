using System.Net;

namespace Pharos.Http;

/// <summary>The IP address of the client.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// The key for rate limits: the address, or the /64 network of an IPv6 address, because a client can use all of it.
    /// </summary>
    public static string ThrottleKey(HttpContext http) => ThrottleKey(http.Connection.RemoteIpAddress);

    /// <inheritdoc cref="ThrottleKey(HttpContext)"/>
    public static string ThrottleKey(IPAddress? remote)
    {
        if (Plain(remote) is not { } address)
            return "";
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    /// <summary>The full address as text; empty if unknown.</summary>
    public static string Read(HttpContext http) => Plain(http.Connection.RemoteIpAddress)?.ToString() ?? "";

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
