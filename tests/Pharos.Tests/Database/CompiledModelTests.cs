using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;
using Pharos.Database;
using Pharos.Tests.Architecture;

namespace Pharos.Tests.Database;

/// <summary>
/// The compiled models in <c>Database/Compiled</c> are generated from <see cref="PharosDb"/>. After a change to a table
/// run this class with <c>PHAROS_COMPILED_MODELS=write</c> in the environment: it writes them again.
/// </summary>
[Trait("Runs", "Once")]
public sealed partial class CompiledModelTests
{
    [Fact]
    public void The_compiled_model_of_SQLite_is_the_model() =>
        Check("Sqlite", new DbContextOptionsBuilder<PharosDb>().UseSqlite("Data Source=:memory:"), services =>
            new SqliteDesignTimeServices().ConfigureDesignTimeServices(services)
        );

    [Fact]
    public void The_compiled_model_of_PostgreSQL_is_the_model() =>
        Check("Postgres", new DbContextOptionsBuilder<PharosDb>().UseNpgsql("Host=nowhere"), services =>
            new NpgsqlDesignTimeServices().ConfigureDesignTimeServices(services)
        );

    private static void Check(
        string database,
        DbContextOptionsBuilder<PharosDb> options,
        Action<IServiceCollection> addProvider
    )
    {
        var folder = Path.Combine(Repository.Root, "src", "Pharos", "Database", "Compiled", database);
        var generated = Generate(database, options, addProvider);
        if (Environment.GetEnvironmentVariable("PHAROS_COMPILED_MODELS") == "write")
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            foreach (var (name, code) in generated)
                File.WriteAllText(Path.Combine(folder, name), code);
        }

        var present = Directory
            .EnumerateFiles(folder, "*.cs")
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
        Assert.Equal(generated.Keys.Order(StringComparer.Ordinal), present.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, code) in generated)
            Assert.True(
                code == present[name],
                $"{database}/{name} is out of date: run this test with PHAROS_COMPILED_MODELS=write"
            );
    }

    private static Dictionary<string, string> Generate(
        string database,
        DbContextOptionsBuilder<PharosDb> options,
        Action<IServiceCollection> addProvider
    )
    {
        using var db = new PharosDb(options.Options);
        var services = new ServiceCollection();
        services.AddEntityFrameworkDesignTimeServices();
        services.AddDbContextDesignTimeServices(db);
        addProvider(services);
        using var provider = services.BuildServiceProvider();
        var how = new CompiledModelCodeGenerationOptions
        {
            ContextType = typeof(PharosDb),
            ModelNamespace = "Pharos.Database.Compiled." + database,
            Language = "C#",
            UseNullableReferenceTypes = true,
        };
        return provider
            .GetRequiredService<ICompiledModelCodeGeneratorSelector>()
            .Select(how)
            .GenerateModel(db.GetService<IDesignTimeModel>().Model, how)
            // The attributes name the one model of a context; this one has two.
            .Where(file => !file.Path.EndsWith("AssemblyAttributes.cs", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => WithFixedId(file.Code, database), StringComparer.Ordinal);
    }

    /// <summary>The generator gives each model a random ID.</summary>
    private static string WithFixedId(string code, string database)
    {
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(database)).AsSpan(0, 16));
        return ModelId().Replace(code, $"modelId: new Guid(\"{id}\")").ReplaceLineEndings("\n");
    }

    [GeneratedRegex("modelId: new Guid\\(\"[^\"]+\"\\)", RegexOptions.None, 1000)]
    private static partial Regex ModelId();
}
