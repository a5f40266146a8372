using System.Text.Json;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// The folder that all pages are published into, each in a folder of its slug. Whatever else is in it is left alone.
/// </summary>
internal sealed class PublishFolder(string directory)
{
    private string Own => Path.Combine(directory, SiteManifest.Folder);
    private string ListFile => Path.Combine(Own, "published.json");

    /// <summary>Brings a page's folder to what the page is now.</summary>
    /// <param name="thorough">Whether to look at every file, in case somebody else was at them.</param>
    /// <exception cref="IOException">The folder is somebody else's, or the disk has a say.</exception>
    public async Task<StagedSite> Put(string slug, PageExport export, bool thorough, CancellationToken cancel)
    {
        var (site, next) = (Path.Combine(directory, slug), Path.Combine(Own, "next"));
        if (Directory.Exists(site))
            await SiteFolder.Claim(site, cancel);
        // Before the folder is there: one that nobody knows to be ours would never go.
        var listed = await Listed(cancel);
        if (listed.Add(slug))
            await List(listed);
        Directory.CreateDirectory(next);
        // A link that stands for the folder would be swapped itself.
        return new DirectoryInfo(site).LinkTarget is null && WholeFolder.IsPossible(next)
            ? await WholeFolder.Put(export, site, Path.Combine(next, slug), thorough, cancel)
            : await FileByFile.Put(export, site, Path.Combine(next, slug), cancel);
    }

    /// <summary>Takes away the folders of pages that are no more, or have another slug by now.</summary>
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

    /// <summary>Until it is disposed of, no other program publishes here.</summary>
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
