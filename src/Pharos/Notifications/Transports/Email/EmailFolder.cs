namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Stores emails while no SMTP server is configured: one .eml file each, in the folder <c>mail</c> of the data folder.
/// </summary>
internal static class EmailFolder
{
    /// <summary>
    /// Stored with a delivery, so that the console never shows it as sent, even after a server is set up.
    /// </summary>
    public const string Note = "written to a file: no mail server is configured";

    public static string For(string dataFolder) => Path.Combine(dataFolder, "mail");

    /// <summary>Writes an email; a retry overwrites the file.</summary>
    public static async Task Write(string dataFolder, string id, ReadOnlyMemory<byte> email, CancellationToken cancel)
    {
        var folder = For(dataFolder);
        // Private: the links in the emails can manage other people's subscriptions.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        var path = Path.Combine(folder, string.Concat(id.Split(Path.GetInvalidFileNameChars())) + ".eml");
        await File.WriteAllBytesAsync(path + ".part", email, cancel);
        File.Move(path + ".part", path, overwrite: true);
    }
}
