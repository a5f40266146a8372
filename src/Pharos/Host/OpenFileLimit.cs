using System.Globalization;

namespace Pharos.Host;

/// <summary>The number of files and sockets that the process may have open at the same time.</summary>
internal static class OpenFileLimit
{
    /// <summary>What the process needs besides connections: database, assemblies, outgoing mail.</summary>
    private const int Reserve = 500;

    private const int DefaultMax = 10_000;

    /// <summary>
    /// How many connections the process can keep. At the limit of open files, the runtime can no longer open what it
    /// needs, and ends the process.
    /// </summary>
    public static int Connections(int? configured) => Connections(configured, Read());

    public static int Connections(int? configured, long? files) =>
        (int)Math.Min(configured ?? DefaultMax, Math.Max(files - Reserve ?? int.MaxValue, 50));

    /// <summary>Null if unknown or unlimited.</summary>
    private static long? Read()
    {
        const string name = "Max open files";
        if (!OperatingSystem.IsLinux())
            return null;
        // The runtime has already raised the soft limit to the hard one.
        var line = File.ReadLines("/proc/self/limits").First(l => l.StartsWith(name, StringComparison.Ordinal));
        var soft = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
