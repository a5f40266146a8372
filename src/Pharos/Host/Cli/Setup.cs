using System.CommandLine;
using Pharos.Database;

namespace Pharos.Host.Cli;

/// <summary>What every command needs: the options that all of them take, the configuration and the database.</summary>
internal static class Setup
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder (default: pharos-data)",
        HelpName = "DIR",
        Recursive = true,
    };
    public static readonly Option<string?> Database = new("--database")
    {
        Description = "PostgreSQL connection string (default: SQLite in the data folder)",
        HelpName = "\"Host=…;…\"",
    };

    /// <summary>
    /// Carries the arguments of the form <c>--Pharos:KEY=VALUE</c> past the parser, which reads no options of that
    /// form.
    /// </summary>
    public static readonly Option<string[]> Settings = new("--setting") { Hidden = true, Recursive = true };

    /// <summary>
    /// A file in the program's folder, one in the working folder, one in the data folder, environment, command line:
    /// the later wins.
    /// </summary>
    public static IConfigurationRoot Configuration(
        ParseResult arguments,
        params ReadOnlySpan<(Option<string?> Option, string Key)> more
    )
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (option, key) in (ReadOnlySpan<(Option<string?>, string)>)
                [(Data, "Data"), (Database, "Database"), .. more]
        )
        {
            if (arguments.GetValue(option) is { } value)
                given[$"{PharosOptions.Section}:{key}"] = value;
        }

        IConfigurationRoot Build(string? dataFolder) =>
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Logging:LogLevel:Default", "Information"),
                    new("Logging:LogLevel:Microsoft", "Warning"),
                    new("Logging:LogLevel:System", "Warning"),
                ])
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath(Path.Combine(dataFolder ?? ".", "appsettings.json")), optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(arguments.GetValue(Settings) ?? [])
                .AddInMemoryCollection(given)
                .Build();

        try
        {
            return Build(Build(null)["Pharos:Data"] ?? new PharosOptions().Data);
        }
        catch (InvalidDataException fault)
        {
            throw new StartupException($"{fault.Message} {fault.GetBaseException().Message}".ReplaceLineEndings(" "));
        }
    }

    /// <summary>For commands about what is there already: a mistyped folder is told, not made.</summary>
    public static Task<Store> OpenExisting(PharosOptions options, CancellationToken cancel) =>
        options.Database is { Length: > 0 } || File.Exists(DataFolder.DatabaseFile(options.Data))
            ? Open(options, cancel)
            : throw new StartupException(
                $"there is no database in {Path.GetFullPath(options.Data)}: name the server's folder with "
                    + "--data, or its PostgreSQL database with --database"
            );

    public static async Task<Store> Open(PharosOptions options, CancellationToken cancel)
    {
        try
        {
            DataFolder.Create(options.Data, withDatabase: options.Database is not { Length: > 0 });
            var probe = Path.Combine(options.Data, $".probe-{Guid.NewGuid():N}");
            await File.WriteAllBytesAsync(probe, [], cancel);
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"cannot write to the data folder {Path.GetFullPath(options.Data)}: {fault.Message}"
            );
        }

        return await Store.Open(
            options.Data,
            options.Database is { Length: > 0 } database ? database : null,
            TimeProvider.System,
            cancel,
            options.Cache.MaxBytes
        );
    }
}
