using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Database;

/// <summary>The memory limits of the caches.</summary>
public sealed class CacheOptions
{
    [Description("Memory in bytes for cached API responses; cached pages may use the same amount again.")]
    [Range(1L << 20, 1L << 34)]
    public long MaxBytes { get; set; } = 64 << 20;
}
