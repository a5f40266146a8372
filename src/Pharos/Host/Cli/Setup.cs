using System.CommandLine;
using Pharos.Database;

namespace Pharos.Host.Cli;

/// <summary>What all commands share: common options, the configuration and the database.</summary>
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
        Description =
            "PostgreSQL connection string (default: SQLite in the data folder). Other users can read command lines: "
            + "with a password, set the environment variable Pharos__Database instead",
        HelpName = "\"Host=…;…\"",
    };

    /// <summary>
    /// Passes arguments of the form <c>--Pharos:KEY=VALUE</c> through the parser, which does not support them.
    /// </summary>
    public static readonly Option<string[]> Settings = new("--setting") { Hidden = true, Recursive = true };

    /// <summary>
    /// The configuration, in increasing precedence: appsettings.json in the program's folder and in the data folder,
    /// environment variables, command line.
    /// </summary>
    public static IConfigurationRoot Configuration(
        ParseResult arguments,
        params ReadOnlySpan<(Option<string?> Option, string Key)> extra
    )
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (option, key) in (ReadOnlySpan<(Option<string?>, string)>)
                [(Data, "Data"), (Database, "Database"), .. extra]
        )
        {
            if (arguments.GetValue(option) is { } value)
                values[$"{PharosOptions.Section}:{key}"] = value;
        }

        // Not the working folder: a command that is run in another person's folder must not take their options.
        IConfigurationRoot Build(string dataFolder) =>
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Logging:LogLevel:Default", "Information"),
                    new("Logging:LogLevel:Microsoft", "Warning"),
                    new("Logging:LogLevel:System", "Warning"),
                ])
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath(Path.Combine(dataFolder, "appsettings.json")), optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(arguments.GetValue(Settings) ?? [])
                .AddInMemoryCollection(values)
                .Build();

        try
        {
            return Build(Build(AppContext.BaseDirectory)["Pharos:Data"] ?? new PharosOptions().Data);
        }
        catch (InvalidDataException exception)
        {
            throw new StartupException(
                $"{exception.Message} {exception.GetBaseException().Message}".ReplaceLineEndings(" ")
            );
        }
    }

    /// <summary>
    /// Opens an existing installation; a mistyped folder or database is an error rather than created. Only
    /// <c>serve</c>, <c>demo</c> and <c>account create</c> create installations.
    /// </summary>
    public static Task<Store> OpenExisting(PharosOptions options, CancellationToken cancel) =>
        options.Database is { Length: > 0 } || File.Exists(DataFolder.DatabaseFile(options.Data))
            ? Open(options, create: false, cancel)
            : throw new StartupException(
                $"there is no database in {Path.GetFullPath(options.Data)}; set the server's data folder with "
                    + "--data or its PostgreSQL database with --database"
            );

    /// <summary>Opens the installation, or creates it.</summary>
    public static Task<Store> OpenOrCreate(PharosOptions options, CancellationToken cancel) =>
        Open(options, create: true, cancel);

    private static async Task<Store> Open(PharosOptions options, bool create, CancellationToken cancel)
    {
        try
        {
            DataFolder.Create(options.Data, withDatabase: options.Database is not { Length: > 0 });
            var probe = Path.Combine(options.Data, $".probe-{Guid.NewGuid():N}");
            await File.WriteAllBytesAsync(probe, [], cancel);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"cannot write to the data folder {Path.GetFullPath(options.Data)}: {exception.Message}"
            );
        }

        return await Store.Open(
            options.Data,
            options.Database is { Length: > 0 } database ? database : null,
            TimeProvider.System,
            cancel,
            create,
            options.WriteWaitSeconds
        );
    }
}
