using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>File system functions that .NET lacks, with fallbacks for systems without them.</summary>
internal static class Disk
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Flushes files to disk: after a power failure a renamed file must not be empty or truncated.</summary>
    public static void Flush(string folder, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            using var file = File.OpenHandle(Path.Combine(folder, path), FileMode.Open, FileAccess.ReadWrite);
            // One flush of the whole file system is faster than several flushes of files.
            if (OperatingSystem.IsLinux() && syncfs(file) == 0)
                return;
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Swaps two folders atomically; false if the operating system or the file system cannot.</summary>
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
            return false; // The C library lacks the function.
        }
    }

    /// <summary>Creates a hard link, or a copy with the same time where hard links are not available.</summary>
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
