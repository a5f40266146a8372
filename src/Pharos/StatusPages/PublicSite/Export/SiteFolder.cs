namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>Folders that hold a site: whose they are, and taking away what we put there.</summary>
internal static class SiteFolder
{
    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="IOException">
    /// It holds what we did not write. Hidden files and <c>lost+found</c> are nobody's site.
    /// </exception>
    public static async Task Claim(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        if (await SiteManifest.Read(folder, cancel) is not null)
            return;
        var foreign = Directory
            .EnumerateFileSystemEntries(folder)
            .Select(Path.GetFileName)
            .FirstOrDefault(name => !name!.StartsWith('.') && name != "lost+found");
        if (foreign is not null)
            throw new IOException(
                $"{folder} is not empty, and {foreign} in it was not written by an export: give an empty "
                    + "folder, or one that was exported to before"
            );
    }

    /// <summary>Until it is disposed of, no other program writes here.</summary>
    /// <exception cref="IOException">Another one does.</exception>
    public static FileStream Lock(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, SiteManifest.Folder));
        var path = Path.Combine(folder, SiteManifest.Folder, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
            when (fault is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new IOException($"{folder} is being written to by another pharos ({path} is locked)", fault);
        }
    }

    /// <summary>Takes away files of ours, and the folders that nothing is left in.</summary>
    public static void Delete(string site, IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            // The folder may be gone too, if somebody tidied up.
            var file = new FileInfo(Path.Combine(site, path));
            if (file.Exists)
                file.Delete();
            for (
                var folder = Path.GetDirectoryName(path);
                !string.IsNullOrEmpty(folder);
                folder = Path.GetDirectoryName(folder)
            )
                folders.Add(folder);
        }

        foreach (var folder in folders.OrderByDescending(f => f.Length).Select(f => Path.Combine(site, f)))
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    /// <summary>Takes a whole site of ours away; what others put there stays.</summary>
    public static async Task Remove(string site, CancellationToken cancel)
    {
        if (await SiteManifest.Read(site, cancel) is not { } manifest)
            return;
        Delete(site, manifest.Files.Keys);
        Delete(Path.Combine(site, SiteManifest.Folder));
        if (!Directory.EnumerateFileSystemEntries(site).Any())
            Directory.Delete(site);
    }

    /// <summary>A file, or a folder with all that is in it.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    /// <summary>
    /// Gives a file of one folder the same name in another, in place of what was there. One that is missing is left
    /// out: it will be found out.
    /// </summary>
    public static void Link(string from, string to, string path)
    {
        var (file, name) = (Path.Combine(from, path), Path.Combine(to, path));
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        File.Delete(name);
        if (File.Exists(file))
            Disk.Link(file, name);
    }

    /// <summary>The same for whatever it is, with all that is in it. Links stay links, wherever they lead.</summary>
    public static void LinkAll(string path, string name)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            File.CreateSymbolicLink(name, target);
        }
        else if (Directory.Exists(path))
        {
            Directory.CreateDirectory(name);
            foreach (var entry in Directory.EnumerateFileSystemEntries(path))
                LinkAll(entry, Path.Combine(name, Path.GetFileName(entry)));
        }
        else
        {
            Disk.Link(path, name);
        }
    }
}
