using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Pharos.Notifications.Transports;

/// <summary>
/// Recognizes public internet addresses. Machines at other addresses may trust requests from our network.
/// </summary>
internal static class PublicNetworks
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001:2::/48",
            "2001:10::/28",
            "2001:20::/28",
            "2001:db8::/32",
            "3fff::/20",
            "64:ff9b:1::/48",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Has(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Has(address.MapToIPv4());
        if (NotPublic.Any(n => n.Contains(address)))
            return false;
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return true;
        // These embed an IPv4 address that a gateway forwards to.
        var bytes = address.GetAddressBytes();
        if (Translated.Contains(address))
            return Has(new IPAddress(bytes.AsSpan(12)));
        if (SixToFour.Contains(address))
            return Has(new IPAddress(bytes.AsSpan(2, 4)));
        if (address.IsIPv6Teredo)
            return Has(new IPAddress(bytes.AsSpan(4, 4))) && Has(Inverted(bytes.AsSpan(12)));
        return Global.Contains(address);
    }

    /// <summary>A Teredo client's address, which is stored with all bits inverted.</summary>
    private static IPAddress Inverted(ReadOnlySpan<byte> bytes)
    {
        var inverted = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(inverted, ~BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return new IPAddress(inverted);
    }
}
