using System.Text.Json;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// The folder that all pages are published to, each in a folder named by its slug. Other files are left alone.
/// </summary>
internal sealed class PublishFolder(string directory)
{
    private string Own => Path.Combine(directory, SiteManifest.Folder);
    private string ListFile => Path.Combine(Own, "published.json");

    /// <summary>Updates a page's folder.</summary>
    /// <param name="thorough">Whether to check every file for changes made by others.</param>
    /// <exception cref="IOException">Pharos did not create the folder, or an I/O error occurred.</exception>
    public async Task<StagedSite> Put(string slug, PageExport export, bool thorough, CancellationToken cancel)
    {
        var (site, next) = (Path.Combine(directory, slug), Path.Combine(Own, "next"));
        if (Directory.Exists(site))
            await SiteFolder.Claim(site, cancel);
        // Before the folder is created: a folder that is not listed would never be deleted.
        var listed = await Listed(cancel);
        if (listed.Add(slug))
            await List(listed);
        Directory.CreateDirectory(next);
        // A swap would replace a symbolic link itself and not its target.
        return new DirectoryInfo(site).LinkTarget is null && WholeFolder.IsPossible(next)
            ? await WholeFolder.Put(export, site, Path.Combine(next, slug), thorough, cancel)
            : await FileByFile.Put(export, site, Path.Combine(next, slug), cancel);
    }

    /// <summary>Deletes the folders of pages that were deleted or have another slug now.</summary>
    public async Task KeepOnly(HashSet<string> slugs, CancellationToken cancel)
    {
        var listed = await Listed(cancel);
        foreach (var slug in listed.Except(slugs).ToList())
        {
            await SiteFolder.Remove(Path.Combine(directory, slug), cancel);
            SiteFolder.Delete(Path.Combine(Own, "next", slug));
            listed.Remove(slug);
            await List(listed);
        }
    }

    /// <summary>Locks out other processes until it is disposed.</summary>
    public IDisposable Lock() => SiteFolder.Lock(directory);

    private async Task<SortedSet<string>> Listed(CancellationToken cancel)
    {
        if (!File.Exists(ListFile))
            return new(StringComparer.Ordinal);
        await using var file = File.OpenRead(ListFile);
        return new(
            await JsonSerializer.DeserializeAsync<string[]>(file, cancellationToken: cancel) ?? [],
            StringComparer.Ordinal
        );
    }

    private async Task List(SortedSet<string> slugs)
    {
        await using (var file = File.Create(ListFile + ".new"))
        {
            await JsonSerializer.SerializeAsync(file, slugs);
            file.Flush(flushToDisk: true);
        }

        File.Move(ListFile + ".new", ListFile, overwrite: true);
    }
}
