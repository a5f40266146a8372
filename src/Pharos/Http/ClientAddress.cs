using System.Net;

namespace Pharos.Http;

/// <summary>What clients are known by.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// What limits count by: the address, of IPv6 the first half, because a client has a /64 to itself.
    /// </summary>
    public static string ThrottleKey(HttpContext http)
    {
        if (Find(http) is not { } address)
            return "";
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    /// <summary>The whole address, for people to read.</summary>
    public static string Read(HttpContext http) => Find(http)?.ToString() ?? "";

    private static IPAddress? Find(HttpContext http) =>
        http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : http.Connection.RemoteIpAddress;
}
