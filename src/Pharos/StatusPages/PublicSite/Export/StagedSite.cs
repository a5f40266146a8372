namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// The next state of a site's folder, prepared in another folder, so that slow or failing steps are done before readers
/// can notice.
/// </summary>
/// <param name="Live">The folder that readers see.</param>
/// <param name="Staging">The folder with the files that differ.</param>
/// <param name="Before">The manifest of the last write.</param>
/// <param name="After">The manifest of this write.</param>
/// <param name="Changed">Paths of the files in <paramref name="Staging"/>.</param>
internal sealed record StagedSite(
    string Live,
    string Staging,
    SiteManifest Before,
    SiteManifest After,
    IReadOnlyList<string> Changed
)
{
    /// <summary>The number of files rendered in one batch.</summary>
    private const int AtOnce = 200;

    /// <summary>Paths of files that are no longer part of the site.</summary>
    public IReadOnlyList<string> Deleted { get; } =
    [.. Before.Files.Keys.Where(path => !After.Files.ContainsKey(path))];

    /// <summary>Renders the files that may differ, and writes those that do.</summary>
    /// <param name="live">A folder created by Pharos, or an empty one; see <see cref="SiteFolder.Claim"/>.</param>
    /// <param name="before">The manifest of the last write.</param>
    /// <param name="staging">A folder on the same file system.</param>
    /// <param name="thorough">Whether to check every file for changes made by others.</param>
    public static async Task<StagedSite> Write(
        PageExport export,
        string live,
        SiteManifest before,
        string staging,
        bool thorough,
        CancellationToken cancel
    )
    {
        var after = new SiteManifest(new Dictionary<string, WrittenFile>(StringComparer.Ordinal));
        var changed = new List<string>();
        List<ExportFile> toMake = [];
        foreach (var file in export.Files)
        {
            if (
                file.MadeFrom is not null
                && before.Files.TryGetValue(file.Path, out var was)
                && was.MadeFrom == file.MadeFrom
                && (!thorough || was.IsStill(new FileInfo(Path.Combine(live, file.Path))))
            )
                after.Files.Add(file.Path, was);
            else
                toMake.Add(file);
        }

        foreach (var some in toMake.Chunk(AtOnce))
        {
            await export.ReadAhead(some, cancel);
            foreach (var file in some)
            {
                cancel.ThrowIfCancellationRequested();
                var bytes = (await file.Make()).Plain;
                var there = new FileInfo(Path.Combine(live, file.Path));
                if (!await IsSame(there, bytes, cancel))
                {
                    there = await WriteNew(Path.Combine(staging, file.Path), bytes, cancel);
                    changed.Add(file.Path);
                }

                after.Files.Add(file.Path, WrittenFile.From(there, file.MadeFrom));
            }
        }

        return new StagedSite(live, staging, before, after, changed);
    }

    /// <summary>
    /// Replaces an existing file instead of writing into it, because it may be a hard link to a file that readers see.
    /// </summary>
    private static async Task<FileInfo> WriteNew(string path, byte[] bytes, CancellationToken cancel)
    {
        var file = new FileInfo(path);
        file.Directory!.Create();
        file.Delete();
        await using (var stream = file.Open(FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            await stream.WriteAsync(bytes, cancel);
        file.Refresh();
        return file;
    }

    private static async Task<bool> IsSame(FileInfo file, byte[] bytes, CancellationToken cancel) =>
        file.Exists
        && file.Length == bytes.Length
        && (await File.ReadAllBytesAsync(file.FullName, cancel)).AsSpan().SequenceEqual(bytes);
}
