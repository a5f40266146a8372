using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Http.Connections;

/// <summary>The options <c>Pharos:Connections</c>.</summary>
public sealed class ConnectionOptions
{
    [Description(
        "Connections that are open at the same time. Defaults to 10000, and never exceeds the process's limit of open "
            + "files minus 500."
    )]
    [Range(10, 1_000_000)]
    public int? Max { get; set; }

    [Description(
        "Connections of one client (an address, or an IPv6 /64) that are open at the same time. Clients on this "
            + "machine and in TrustedProxies have no such limit."
    )]
    [Range(1, 1_000_000)]
    public int PerClient { get; set; } = 500;
}
