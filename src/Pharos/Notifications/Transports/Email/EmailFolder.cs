namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Where mails go while no SMTP server is configured: one .eml file each, in the folder <c>mail</c> of the data folder.
/// </summary>
internal static class EmailFolder
{
    public static string For(string dataFolder) => Path.Combine(dataFolder, "mail");

    /// <summary>A mail that is tried again takes the place of the first.</summary>
    public static async Task Write(string dataFolder, string id, ReadOnlyMemory<byte> mail, CancellationToken cancel)
    {
        var folder = For(dataFolder);
        // Whoever reads these can manage other people's subscriptions.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        var path = Path.Combine(folder, string.Concat(id.Split(Path.GetInvalidFileNameChars())) + ".eml");
        await File.WriteAllBytesAsync(path + ".part", mail, cancel);
        File.Move(path + ".part", path, overwrite: true);
    }
}
