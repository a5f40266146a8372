namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>Folders that contain an exported site: checks ownership and deletes the site's files.</summary>
internal static class SiteFolder
{
    /// <summary>Creates the folder if it is missing.</summary>
    /// <exception cref="IOException">
    /// The folder contains files that Pharos did not write. Hidden files and <c>lost+found</c> are ignored.
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
                $"{folder} contains {foreign}, which Pharos did not write: use an empty folder, or one that was "
                    + "exported to before"
            );
    }

    /// <summary>Locks out other processes until it is disposed.</summary>
    /// <exception cref="IOException">Another process holds the lock.</exception>
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
            throw new IOException($"{folder} is in use by another pharos process ({path} is locked)", fault);
        }
    }

    /// <summary>Deletes files of the site and the folders that become empty.</summary>
    public static void Delete(string site, IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            // The folder may have been deleted by hand.
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

    /// <summary>Deletes a whole site; foreign files stay.</summary>
    public static async Task Remove(string site, CancellationToken cancel)
    {
        if (await SiteManifest.Read(site, cancel) is not { } manifest)
            return;
        Delete(site, manifest.Files.Keys);
        Delete(Path.Combine(site, SiteManifest.Folder));
        if (!Directory.EnumerateFileSystemEntries(site).Any())
            Directory.Delete(site);
    }

    /// <summary>Deletes a file, or a folder with everything in it.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    /// <summary>
    /// Links a file into another folder under the same name and replaces what was there. Missing files are skipped; the
    /// next check finds them.
    /// </summary>
    public static void Link(string from, string to, string path)
    {
        var (file, name) = (Path.Combine(from, path), Path.Combine(to, path));
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        File.Delete(name);
        if (File.Exists(file))
            Disk.Link(file, name);
    }

    /// <summary>Links a file or a whole folder. Symbolic links stay symbolic links.</summary>
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
