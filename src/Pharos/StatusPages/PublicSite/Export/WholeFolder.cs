namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Updates a site atomically. Next to the live folder there is a twin with hard links to the same files. The twin is
/// brought to the next state and swapped with the live folder in one file system operation, so that readers see the old
/// or the new site, even after a crash. The old folder then becomes the new twin, so that deleted files do not stay and
/// the cost of an update depends only on what has changed.
/// </summary>
internal static class WholeFolder
{
    /// <summary>Whether the file system supports it in this folder.</summary>
    public static bool IsPossible(string folder)
    {
        var (one, other) = (Path.Combine(folder, ".one"), Path.Combine(folder, ".other"));
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(other);
        var can = Disk.TrySwap(one, other);
        Directory.Delete(one);
        Directory.Delete(other);
        return can;
    }

    public static async Task<StagedSite> Put(
        PageExport export,
        string live,
        string twin,
        bool thorough,
        CancellationToken cancel
    )
    {
        var before = await SiteManifest.Read(live, cancel) ?? SiteManifest.Empty;
        await MakeTwin(twin, live, before, cancel);
        var site = await StagedSite.Write(export, live, before, twin, thorough, cancel);
        SiteFolder.Delete(twin, site.Deleted);
        KeepForeign(site);
        await site.After.Write(twin);
        Disk.Flush(twin, [SiteManifest.File, .. site.Changed]);
        if (!Directory.Exists(live))
        {
            Directory.Move(twin, live);
            return site;
        }

        if (!Disk.TrySwap(twin, live))
            throw new IOException($"Cannot swap {live} with {twin}");
        await MakeTwin(twin, live, site.After, CancellationToken.None);
        await site.After.Write(twin);
        return site;
    }

    /// <summary>
    /// Makes the twin equal to the live folder and deletes its manifest, because it is about to change: an interrupted
    /// update starts over with a new twin.
    /// </summary>
    private static async Task MakeTwin(string twin, string live, SiteManifest manifest, CancellationToken cancel)
    {
        var known = await SiteManifest.Read(twin, cancel);
        if (known is null)
            SiteFolder.Delete(twin);
        SiteManifest.Delete(twin);
        Directory.CreateDirectory(twin);
        known ??= SiteManifest.Empty;
        SiteFolder.Delete(twin, known.Files.Keys.Where(path => !manifest.Files.ContainsKey(path)));
        foreach (var (path, file) in manifest.Files)
        {
            if (
                !known.Files.TryGetValue(path, out var same)
                || same.Length != file.Length
                || same.WrittenAt != file.WrittenAt
            )
                SiteFolder.Link(live, twin, path);
        }
    }

    /// <summary>Keeps foreign files at the top level of the folder.</summary>
    private static void KeepForeign(StagedSite site)
    {
        if (!Directory.Exists(site.Live))
            return;
        var own = site
            .Before.Files.Keys.Concat(site.After.Files.Keys)
            .Select(path => path.Split('/')[0])
            .Append(SiteManifest.Folder)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var stray in Names(site.Staging).Except(own).ToList())
            SiteFolder.Delete(Path.Combine(site.Staging, stray));
        foreach (var foreign in Names(site.Live).Except(own))
            SiteFolder.LinkAll(Path.Combine(site.Live, foreign), Path.Combine(site.Staging, foreign));
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path));
}
