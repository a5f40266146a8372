using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Http.RateLimiting;

/// <summary>
/// Rate limits per account. Limits of single operations apply in addition.
/// </summary>
public sealed class RateLimitOptions
{
    [Description("Whether API requests are rate-limited.")]
    public bool Enabled { get; set; } = true;

    [Description("Requests per account and clock minute.")]
    [Range(1, 1_000_000_000)]
    public int PerMinute { get; set; } = 1000;

    [Description("Requests per account and clock second.")]
    [Range(1, 1_000_000_000)]
    public int PerSecond { get; set; } = 50;

    [Description("Wrong API keys per minute from one client (an address, or an IPv6 /64) that are looked up.")]
    [Range(1, 1_000_000_000)]
    public int WrongKeysPerMinute { get; set; } = 60;

    [Description("Subscriber imports per account and clock minute.")]
    [Range(1, 1_000_000_000)]
    public int ImportsPerMinute { get; set; } = 20;

    [Description("Subscriber imports per account and clock second.")]
    [Range(1, 1_000_000_000)]
    public int ImportsPerSecond { get; set; } = 2;

    [Description("Subscriber exports per account and clock minute.")]
    [Range(1, 1_000_000_000)]
    public int ExportsPerMinute { get; set; } = 10;

    [Description("Subscriber exports per account and clock second.")]
    [Range(1, 1_000_000_000)]
    public int ExportsPerSecond { get; set; } = 1;

    [Description("Pushes per integration and clock minute; a push can contain many events.")]
    [Range(1, 1_000_000_000)]
    public int PushesPerMinute { get; set; } = 1000;

    [Description("Pushes per integration and clock second.")]
    [Range(1, 1_000_000_000)]
    public int PushesPerSecond { get; set; } = 100;

    [Description("Lists of similar past incidents per account and clock minute.")]
    [Range(1, 1_000_000_000)]
    public int PastIncidentsPerMinute { get; set; } = 100;

    [Description("Lists of similar past incidents per account and clock second.")]
    [Range(1, 1_000_000_000)]
    public int PastIncidentsPerSecond { get; set; } = 20;
}
