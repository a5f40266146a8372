using System.Text.Json;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// What we wrote into a folder: the sign that the folder is ours, and how to tell which files need not be written again
/// and which are nobody's any more. Lies in the folder itself, so that it moves with it.
/// </summary>
internal sealed record SiteManifest(Dictionary<string, WrittenFile> Files)
{
    /// <summary>What is not part of the site but about it, within the folder.</summary>
    public const string Folder = ".pharos";

    /// <summary>Its own path within the site.</summary>
    public const string File = Folder + "/site.json";

    public static SiteManifest Empty { get; } = new([]);

    /// <summary>Null when we wrote nothing into this folder.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
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
                $"{PathIn(site)} is damaged: delete the folder {site} and it will be made again",
                fault
            );
        }
    }

    /// <summary>Whole or not at all.</summary>
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

    /// <summary>The folder is no site any more, or in the middle of becoming another one.</summary>
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
/// The file's time, in ticks: as long as it and the length are these, the file is as we wrote it.
/// </param>
internal readonly record struct WrittenFile(string? MadeFrom, long Length, long WrittenAt)
{
    public static WrittenFile From(FileInfo file, string? madeFrom) =>
        new(madeFrom, file.Length, file.LastWriteTimeUtc.Ticks);

    public bool IsStill(FileInfo file) =>
        file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == WrittenAt;
}
