namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>The folder that one page is exported to. The folder itself is kept, as are foreign files in it.</summary>
internal static class ExportFolder
{
    /// <exception cref="IOException">
    /// Pharos did not create the folder, another export is using it, or an I/O error occurred.
    /// </exception>
    public static async Task<StagedSite> Put(string directory, PageExport export, CancellationToken cancel)
    {
        await SiteFolder.Claim(directory, cancel);
        using var folderLock = SiteFolder.Lock(directory);
        return await FileByFile.Put(export, directory, Path.Combine(directory, SiteManifest.Folder, "next"), cancel);
    }
}
