namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Updates a site file by file in the same folder, which may therefore be a mount point or contain foreign files. Each
/// file is replaced atomically. New files are written first and old ones deleted last, so that links never break.
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
        // Until the end both old and new files are listed, so that the next run knows all files of an interrupted one.
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

        SiteFolder.Delete(site.Live, site.Deleted);
        await site.After.Write(site.Live);
    }
}
