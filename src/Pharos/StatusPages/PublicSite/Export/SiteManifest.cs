using System.Text.Json;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// A list of the files that Pharos wrote to a folder. It marks the folder as created by Pharos, and tells which files
/// are up to date and which are obsolete. Stored in the folder itself, so that it moves with it.
/// </summary>
internal sealed record SiteManifest(Dictionary<string, WrittenFile> Files)
{
    /// <summary>The folder within the site for files that are not part of it.</summary>
    public const string Folder = ".pharos";

    /// <summary>The path of the manifest within the site.</summary>
    public const string File = Folder + "/site.json";

    public static SiteManifest Empty { get; } = new([]);

    /// <summary>Null if Pharos wrote nothing to this folder.</summary>
    /// <exception cref="IOException">The manifest cannot be read.</exception>
    public static async Task<SiteManifest?> Read(string site, CancellationToken cancel)
    {
        try
        {
            await using var file = System.IO.File.OpenRead(PathIn(site));
            return await JsonSerializer.DeserializeAsync<SiteManifest>(file, cancellationToken: cancel);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw new IOException(
                $"{PathIn(site)} is damaged: delete the folder {site} to have it written again",
                fault
            );
        }
    }

    /// <summary>Replaces the manifest atomically.</summary>
    public async Task Write(string site)
    {
        var path = PathIn(site);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = System.IO.File.Create(path + ".new"))
        {
            await JsonSerializer.SerializeAsync(file, this);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Call when the folder is no longer a site, or while it is being changed.</summary>
    public static void Delete(string site)
    {
        if (System.IO.File.Exists(PathIn(site)))
            System.IO.File.Delete(PathIn(site));
    }

    private static string PathIn(string site) => Path.Combine(site, File);
}

/// <param name="MadeFrom">As in <see cref="ExportFile.MadeFrom"/>.</param>
/// <param name="Length">In bytes.</param>
/// <param name="WrittenAt">
/// The file's time in ticks. While time and length match, the file is as Pharos wrote it.
/// </param>
internal readonly record struct WrittenFile(string? MadeFrom, long Length, long WrittenAt)
{
    public static WrittenFile From(FileInfo file, string? madeFrom) =>
        new(madeFrom, file.Length, file.LastWriteTimeUtc.Ticks);

    public bool IsStill(FileInfo file) =>
        file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == WrittenAt;
}
