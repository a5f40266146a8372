namespace Pharos.Tests.Support;

/// <summary>
/// JavaScript that Node.js runs with the packages in <c>tests/node_modules</c> (<c>npm ci</c> in <c>tests</c>, which
/// <c>./test</c> runs).
/// </summary>
public static class NodeScript
{
    private static readonly string Modules = Path.Combine(Root(), "tests", "node_modules");

    /// <summary>Skips the test where Node.js or a package is missing; under CI fails it.</summary>
    public static void Demand(string package)
    {
        LocalProgram.Demand("node");
        if (Directory.Exists(Path.Combine(Modules, package)))
            return;
        var text = $"{package} is not there: run npm ci in tests";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", text);
        Assert.Fail(text);
    }

    /// <summary>Runs a script to its end, which must be a success; what it wrote.</summary>
    /// <param name="server">Its certificate is trusted.</param>
    /// <param name="extension">Such as <c>mjs</c>: decides how packages are loaded.</param>
    public static async Task<string> Run(TestServer server, string extension, string script)
    {
        var folder = Directory.CreateTempSubdirectory("pharos-node-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), Modules);
            var file = Path.Combine(folder.FullName, "script." + extension);
            await File.WriteAllTextAsync(file, script);
            return await LocalProgram.Run(
                "node",
                ["--no-deprecation", file],
                [("NODE_EXTRA_CA_CERTS", Path.Combine(server.Folder, "certificate.pem"))],
                folder.FullName
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Pharos.slnx")))
            root = root.Parent;
        return root?.FullName ?? "";
    }
}
