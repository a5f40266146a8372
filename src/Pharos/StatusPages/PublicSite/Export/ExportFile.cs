using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>A file of an export.</summary>
/// <param name="Path">Relative, with slashes, such as <c>events/123/index.html</c>.</param>
/// <param name="MadeFrom">
/// A digest of everything that shows in it, so that it need not be made again; null when that is not worth telling.
/// </param>
/// <param name="Events">The events that have to be read to make it.</param>
internal sealed record ExportFile(
    string Path,
    string? MadeFrom,
    IReadOnlyList<long> Events,
    Func<Task<CachedPage>> Make
);
