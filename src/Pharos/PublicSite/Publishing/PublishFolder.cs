using System.Text.Json;

namespace Pharos.PublicSite.Publishing;

/// <summary>The folder that all pages are published into, each in a folder of its slug. Whatever else is in it is left alone.</summary>
internal sealed class PublishFolder(string directory)
{
    private string Own => Path.Combine(directory, SiteManifest.Folder);
    private string ListFile => Path.Combine(Own, "published.json");

    /// <summary>Brings a page's folder to what the page is now.</summary>
    /// <exception cref="IOException">The folder is somebody else's, or the disk has a say.</exception>
    public async Task<StagedSite> Put(string slug, PageExport export, CancellationToken cancel)
    {
        var site = Path.Combine(directory, slug);
        if (Directory.Exists(site))
            await SiteFolder.Claim(site, cancel);
        var staged = await StagedSite.Write(export, site, Path.Combine(Own, "next", slug), cancel);
        // Before the folder is there: one that nobody knows to be ours would never go.
        var listed = await Listed(cancel);
        if (listed.Add(slug))
            await List(listed);
        await WholeFolder.Put(staged);
        return staged;
    }

    /// <summary>Takes away the folders of pages that are no more, or have another slug by now.</summary>
    public async Task KeepOnly(IReadOnlySet<string> slugs, CancellationToken cancel)
    {
        var listed = await Listed(cancel);
        foreach (var slug in listed.Except(slugs).ToList())
        {
            await SiteFolder.Remove(Path.Combine(directory, slug), cancel);
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
        return new(await JsonSerializer.DeserializeAsync<string[]>(file, cancellationToken: cancel) ?? [], StringComparer.Ordinal);
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
