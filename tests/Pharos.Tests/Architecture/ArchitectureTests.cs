using System.Reflection;
using NetArchTest.Rules;
using Pharos.Database;

namespace Pharos.Tests.Architecture;

/// <summary>
/// The areas of the program and the direction of their dependencies. ARCHITECTURE.md has the picture.
/// </summary>
[Trait("Runs", "Once")]
public sealed class ArchitectureTests
{
    /// <summary>Each area may use only the areas before it, so there are no cycles between areas.</summary>
    private static readonly string[] Areas =
    [
        "Kernel",
        "Database",
        "Http",
        "Web",
        "Notifications",
        "Platform",
        "StatusPages",
        "OnCall",
        "Host",
    ];

    private static readonly Assembly Program = typeof(PharosDb).Assembly;

    public static TheoryData<string> AreasThatMayNotUseAll => [.. Areas.SkipLast(1)];

    [Theory]
    [MemberData(nameof(AreasThatMayNotUseAll))]
    public void An_area_uses_only_the_areas_below_it(string area)
    {
        string[] above = [.. Areas.SkipWhile(a => a != area).Skip(1).Select(a => $"Pharos.{a}")];

        // PharosDb lists the tables of all areas; it and the models generated from it are the only places below that
        // name them.
        var result = Types
            .InAssembly(Program)
            .That()
            .ResideInNamespaceStartingWith($"Pharos.{area}")
            .And()
            .DoNotHaveNameStartingWith(nameof(PharosDb))
            .And()
            .DoNotResideInNamespaceStartingWith("Pharos.Database.Compiled")
            .ShouldNot()
            .HaveDependencyOnAny(above)
            .GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }

    /// <summary>StatusPages and OnCall are siblings; the order of the areas prevents the other direction.</summary>
    [Fact]
    public void On_call_uses_status_pages_only_by_their_contract()
    {
        string[] inner =
        [
            .. Program
                .GetTypes()
                .Where(type => type.Namespace?.StartsWith("Pharos.StatusPages", StringComparison.Ordinal) == true)
                .Where(type => type.Namespace != "Pharos.StatusPages.Contract")
                .Select(type => type.FullName!),
        ];

        var result = Types
            .InAssembly(Program)
            .That()
            .ResideInNamespaceStartingWith("Pharos.OnCall")
            .ShouldNot()
            .HaveDependencyOnAny(inner)
            .GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }

    [Fact]
    public void Every_type_of_the_program_is_in_an_area()
    {
        var outside = Program
            .GetTypes()
            .Where(type => type.Namespace is { } name && name.StartsWith("Pharos", StringComparison.Ordinal))
            .Where(type => type.Name is not ("Program" or "_Imports"))
            .Where(type => !Areas.Contains(type.Namespace!.Split('.').ElementAtOrDefault(1)))
            .Select(type => type.FullName);

        Assert.Empty(outside);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var root = Path.Combine(Repository.Root, "src", "Pharos");
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!)
                .Replace(Path.DirectorySeparatorChar, '.');
            if (
                folder.StartsWith("obj", StringComparison.Ordinal) || folder.StartsWith("bin", StringComparison.Ordinal)
            )
                continue;
            var declared = File.ReadLines(file)
                .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
                // Generated code has its namespace in a block.
                ?.TrimEnd(';');
            if (declared is not null && declared.StartsWith("namespace Pharos", StringComparison.Ordinal))
                Assert.Equal($"namespace Pharos.{folder}", declared);
        }
    }
}
