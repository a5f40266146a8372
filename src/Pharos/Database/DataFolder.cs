namespace Pharos.Database;

/// <summary>
/// The data folder. It contains password hashes and data protection keys, so only its owner can read it.
/// </summary>
public static class DataFolder
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string DatabaseFile(string folder) => Path.Combine(folder, "pharos.db");

    /// <summary>Whether the data folder is this folder or is inside it.</summary>
    public static bool IsWithin(string data, string folder)
    {
        var from = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(data));
        return !Path.IsPathRooted(from)
            && from != ".."
            && !from.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>
    /// Creates the folder if it is missing. An existing folder keeps its mode, but a new database file is readable by
    /// its owner only.
    /// </summary>
    /// <exception cref="IOException">A file of that name exists.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not create the folder or write to it.</exception>
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
        // SQLite gives its WAL and shared-memory files the mode of the database file.
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
