using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Http.RateLimiting;

/// <summary>
/// How many requests an account may make. Operations with lower limits of their own count in addition.
/// </summary>
public sealed class RateLimitOptions
{
    [Description("Whether requests of the Open API are limited at all.")]
    public bool Enabled { get; set; } = true;

    [Description("Requests that an account may make in one minute of the clock.")]
    [Range(1, 1_000_000_000)]
    public int PerMinute { get; set; } = 1000;

    [Description("Requests that an account may make in one second of the clock.")]
    [Range(1, 1_000_000_000)]
    public int PerSecond { get; set; } = 50;

    [Description("Imports of subscribers that an account may make in one minute of the clock.")]
    [Range(1, 1_000_000_000)]
    public int ImportsPerMinute { get; set; } = 20;

    [Description("Imports of subscribers that an account may make in one second of the clock.")]
    [Range(1, 1_000_000_000)]
    public int ImportsPerSecond { get; set; } = 2;

    [Description("Exports of subscribers that an account may make in one minute of the clock.")]
    [Range(1, 1_000_000_000)]
    public int ExportsPerMinute { get; set; } = 10;

    [Description("Exports of subscribers that an account may make in one second of the clock.")]
    [Range(1, 1_000_000_000)]
    public int ExportsPerSecond { get; set; } = 1;
}
