using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Database;

/// <summary>How much memory caches may take.</summary>
public sealed class CacheOptions
{
    [Description("Memory for cached API responses, in bytes. Cached pages may use as much again.")]
    [Range(1L << 20, 1L << 34)]
    public long MaxBytes { get; set; } = 64 << 20;
}
