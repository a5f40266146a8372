namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Puts a staged site in place file by file, in a folder that stays the same one, so that it may be a mount point or
/// shared with others' files. Each file is replaced at once; new ones come first and old ones go last, so that no link
/// ever leads nowhere.
/// </summary>
internal static class FileByFile
{
    public static async Task<StagedSite> Put(PageExport export, string live, string staging, CancellationToken cancel)
    {
        SiteFolder.Delete(staging);
        var site = await StagedSite.Write(
            export,
            live,
            await SiteManifest.Read(live, cancel) ?? SiteManifest.Empty,
            staging,
            thorough: true,
            cancel
        );
        Disk.Flush(staging, site.Changed);
        await PutInPlace(site);
        SiteFolder.Delete(staging);
        return site;
    }

    private static async Task PutInPlace(StagedSite site)
    {
        // Until the end both old and new files count as ours: a run that is cut off leaves nothing that the next one
        // would not know.
        var both = new Dictionary<string, WrittenFile>(site.Before.Files, StringComparer.Ordinal);
        foreach (var path in site.Changed)
            both[path] = default;
        await new SiteManifest(both).Write(site.Live);

        foreach (var path in site.Changed.OrderBy(path => File.Exists(Path.Combine(site.Live, path))))
        {
            var target = Path.Combine(site.Live, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(site.Staging, path), target, overwrite: true);
        }

        SiteFolder.Delete(site.Live, site.Gone);
        await site.After.Write(site.Live);
    }
}
