namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// The folder that one page is exported into. It stays the same folder, and what others put there stays too.
/// </summary>
internal static class ExportFolder
{
    /// <exception cref="IOException">
    /// The folder is somebody else's, in use by another export, or the disk has a say.
    /// </exception>
    public static async Task<StagedSite> Put(string directory, PageExport export, CancellationToken cancel)
    {
        await SiteFolder.Claim(directory, cancel);
        using var alone = SiteFolder.Lock(directory);
        return await FileByFile.Put(export, directory, Path.Combine(directory, SiteManifest.Folder, "next"), cancel);
    }
}
