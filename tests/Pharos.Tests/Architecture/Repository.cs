namespace Pharos.Tests.Architecture;

/// <summary>The checkout that the tests were built from, for tests that read its files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pharos.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
