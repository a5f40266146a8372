using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>A file of an export.</summary>
/// <param name="Path">Relative, with slashes, such as <c>events/123/index.html</c>.</param>
/// <param name="MadeFrom">
/// A digest of all data shown in it, to skip unchanged files; null if the file is always rendered.
/// </param>
/// <param name="Changes">The changes that must be read to render it.</param>
internal sealed record ExportFile(
    string Path,
    string? MadeFrom,
    IReadOnlyList<long> Changes,
    Func<Task<CachedPage>> Make
);
