using System.IO.Enumeration;

namespace Pharos.PublicSite.Publishing;

/// <summary>
/// Puts a staged site in place as a whole: completes the staging folder with further names of the files that stay as they are, and
/// swaps it with the folder that readers see, in one step of the file system. Who looks before sees the old site, who looks after
/// the new one, and so does whoever comes back after a power failure.
/// </summary>
internal static class WholeFolder
{
    public static async Task Put(StagedSite site)
    {
        if (!Directory.Exists(site.Live))
        {
            await site.After.Write(site.Staging);
            Directory.Move(site.Staging, site.Live);
            return;
        }

        // Where nothing is replaced there is nothing to swap; and a link that stands for the folder would be swapped itself.
        if ((site.Changed.Count == 0 && site.Gone.Count == 0) || new DirectoryInfo(site.Live).LinkTarget is not null || !CanSwap(site))
        {
            await FileByFile.Put(site);
            return;
        }

        var changed = site.Changed.ToHashSet(StringComparer.Ordinal);
        foreach (var path in site.After.Files.Keys.Where(path => !changed.Contains(path)))
            Keep(site, path);
        foreach (var path in Foreign(site))
            Keep(site, path);
        await site.After.Write(site.Staging);
        if (!Disk.TrySwap(site.Staging, site.Live))
            throw new IOException($"{site.Live} could not be swapped with {site.Staging}");
        // Now the old one. The page itself goes last: a reader who is on the way to it has the longest time.
        SiteFolder.Delete(site.Staging, site.Before.Files.Keys.OrderByDescending(path => path.Count(c => c == '/')));
        SiteFolder.Delete(site.Staging);
    }

    private static void Keep(StagedSite site, string path)
    {
        var name = Path.Combine(site.Staging, path);
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        var file = new FileInfo(Path.Combine(site.Live, path));
        if (file.LinkTarget is { } target)
            File.CreateSymbolicLink(name, target);
        else
            Disk.Link(file.FullName, name);
    }

    /// <summary>What others put into the folder stays in it.</summary>
    private static IEnumerable<string> Foreign(StagedSite site)
    {
        var files = new FileSystemEnumerable<string>(
            site.Live, (ref entry) => Path.GetRelativePath(site.Live, entry.ToFullPath()).Replace('\\', '/'),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        {
            // Links stay links, wherever they lead.
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = static (ref entry) => !IsLink(ref entry),
        };
        return files.Where(path => !site.Before.Files.ContainsKey(path) && !site.After.Files.ContainsKey(path) && !path.StartsWith(SiteManifest.Folder + "/", StringComparison.Ordinal)).ToList();
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>Tries it beside, with folders that nobody needs.</summary>
    private static bool CanSwap(StagedSite site)
    {
        var (one, other) = (site.Staging + ".one", site.Staging + ".other");
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(other);
        var can = Disk.TrySwap(one, other);
        Directory.Delete(one);
        Directory.Delete(other);
        return can;
    }
}
