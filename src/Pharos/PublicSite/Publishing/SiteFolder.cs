namespace Pharos.PublicSite.Publishing;

/// <summary>Folders that hold a site: whose they are, and taking away what we put there.</summary>
internal static class SiteFolder
{
    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="IOException">It holds what we did not write. Hidden files and <c>lost+found</c> are nobody's site.</exception>
    public static async Task Claim(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        if (await SiteManifest.Read(folder, cancel) is not null)
            return;
        var foreign = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).FirstOrDefault(name => !name!.StartsWith('.') && name != "lost+found");
        if (foreign is not null)
            throw new IOException($"{folder} is not empty, and {foreign} in it was not written by an export: give an empty folder, or one that was exported to before");
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
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
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
            for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
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

    /// <summary>With all that is in it.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
