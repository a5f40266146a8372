namespace Pharos.PublicSite.Publishing;

/// <summary>The next state of a site's folder, made ready beside it: all that takes time or can fail has happened before a reader could notice.</summary>
/// <param name="Live">The folder that readers see.</param>
/// <param name="Staging">Where the files lie that differ from those in it.</param>
/// <param name="Before">What was written there last.</param>
/// <param name="After">What will have been.</param>
/// <param name="Changed">Paths of the files in <paramref name="Staging"/>, in the order in which they may be put in place.</param>
internal sealed record StagedSite(string Live, string Staging, SiteManifest Before, SiteManifest After, IReadOnlyList<string> Changed)
{
    /// <summary>Files made and read at a time.</summary>
    private const int AtOnce = 200;

    /// <summary>Paths of files that are no longer part of the site.</summary>
    public IReadOnlyList<string> Gone { get; } = [.. Before.Files.Keys.Where(path => !After.Files.ContainsKey(path))];

    /// <summary>Makes the files that may differ, and writes those that do.</summary>
    /// <param name="export">The page.</param>
    /// <param name="live">Ours, or empty; see <see cref="SiteFolder.Claim"/>.</param>
    /// <param name="staging">On the same file system; what is in it is thrown away.</param>
    public static async Task<StagedSite> Write(PageExport export, string live, string staging, CancellationToken cancel)
    {
        SiteFolder.Delete(staging);
        Directory.CreateDirectory(staging);
        var before = await SiteManifest.Read(live, cancel) ?? SiteManifest.Empty;
        var after = new SiteManifest(new Dictionary<string, WrittenFile>(StringComparer.Ordinal));
        var changed = new List<string>();
        List<ExportFile> toMake = [];
        foreach (var file in export.Files)
        {
            if (file.MadeFrom is not null && before.Files.TryGetValue(file.Path, out var was) && was.MadeFrom == file.MadeFrom && was.IsStill(new FileInfo(Path.Combine(live, file.Path))))
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
                    there = new FileInfo(Path.Combine(staging, file.Path));
                    there.Directory!.Create();
                    await File.WriteAllBytesAsync(there.FullName, bytes, cancel);
                    changed.Add(file.Path);
                }

                after.Files.Add(file.Path, WrittenFile.Of(there, file.MadeFrom));
            }
        }

        Disk.Flush(staging, changed);
        return new StagedSite(live, staging, before, after, changed);
    }

    private static async Task<bool> IsSame(FileInfo file, byte[] bytes, CancellationToken cancel) =>
        file.Exists && file.Length == bytes.Length && (await File.ReadAllBytesAsync(file.FullName, cancel)).AsSpan().SequenceEqual(bytes);
}
