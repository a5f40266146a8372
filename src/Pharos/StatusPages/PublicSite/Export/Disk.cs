using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// What .NET does not offer of the file system. Everything here has an answer where the system has no such thing.
/// </summary>
internal static class Disk
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>
    /// Brings files to the disk: a name that is moved must not lead to contents that a power failure lost.
    /// </summary>
    public static void Flush(string folder, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            using var file = File.OpenHandle(Path.Combine(folder, path), FileMode.Open, FileAccess.ReadWrite);
            // The whole file system at once is quicker than a few files one by one.
            if (OperatingSystem.IsLinux() && syncfs(file) == 0)
                return;
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>
    /// Gives two folders each other's names, at once; false where the system or the file system cannot.
    /// </summary>
    public static bool TrySwap(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return renameat2(CurrentFolder, Native(one), CurrentFolder, Native(other), Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // A C library without it.
        }
    }

    /// <summary>A second name for a file, or a copy with the same time where there is no such thing.</summary>
    public static void Link(string file, string name)
    {
        if (!OperatingSystem.IsWindows() && link(Native(file), Native(name)) == 0)
            return;
        File.Copy(file, name);
        File.SetLastWriteTimeUtc(name, File.GetLastWriteTimeUtc(file));
    }

    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", SetLastError = true)]
    private static extern int renameat2(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int link(byte[] oldPath, byte[] newPath);

    [DllImport("libc", SetLastError = true)]
    private static extern int syncfs(SafeFileHandle file);
}
