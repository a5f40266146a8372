namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Puts a site in place as a whole. Beside the folder that readers see there is a twin of it: other names of the same
/// files. The twin is brought to the next state, and then the two are swapped in one step of the file system. Who looks
/// before sees the old site, who looks after the new one, and so does whoever comes back after a crash. The old one is
/// then made a twin of the new one, so that nothing that was taken away stays, and each change costs no more than what
/// changed.
/// </summary>
internal static class WholeFolder
{
    /// <summary>Whether it can be done in this folder.</summary>
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
        SiteFolder.Delete(twin, site.Gone);
        KeepForeign(site);
        await site.After.Write(twin);
        Disk.Flush(twin, [SiteManifest.File, .. site.Changed]);
        if (!Directory.Exists(live))
        {
            Directory.Move(twin, live);
            return site;
        }

        if (!Disk.TrySwap(twin, live))
            throw new IOException($"{live} could not be swapped with {twin}");
        await MakeTwin(twin, live, site.After, CancellationToken.None);
        await site.After.Write(twin);
        return site;
    }

    /// <summary>
    /// Brings the twin to what the folder is, and takes its manifest away: it is going to be changed, and what is left
    /// in the middle of that is made anew.
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

    /// <summary>What others put at the top of the folder stays in it.</summary>
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
