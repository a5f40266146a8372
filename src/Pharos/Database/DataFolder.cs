namespace Pharos.Database;

/// <summary>
/// The data folder: password hashes and the keys of data protection lie in it, so it is the owner's alone.
/// </summary>
public static class DataFolder
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string DatabaseFile(string folder) => Path.Combine(folder, "pharos.db");

    /// <summary>Whether the data folder is this folder, or somewhere below it.</summary>
    public static bool IsWithin(string data, string folder)
    {
        var from = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(data));
        return !Path.IsPathRooted(from)
            && from != ".."
            && !from.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>
    /// Makes the folder where it is missing. A folder that is there keeps its mode; the database in it is closed to
    /// others all the same.
    /// </summary>
    /// <exception cref="IOException">Something of that name is no folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made or written to.</exception>
    public static void Create(string folder, bool withDatabase)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        if (!withDatabase)
            return;
        // SQLite gives its side files the mode of the database.
        using var file = new FileStream(
            DatabaseFile(folder),
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = OwnerFile,
            }
        );
    }
}
