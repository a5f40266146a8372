using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Demo;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos demo</c>: a server with a sample account and a page with a year behind it, gone again when it stops.
/// </summary>
internal static class DemoCommand
{
    /// <summary>Without what is easily mistaken for something else.</summary>
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen",
        HelpName = "URL[;URL]",
        DefaultValueFactory = _ => "https://localhost:8443",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder, which is kept (default: a temporary one, deleted at the end)",
        HelpName = "DIR",
    };
    private static readonly Option<string?> Database = new("--database")
    {
        Description = "PostgreSQL connection string (default: SQLite in the data folder)",
        HelpName = "\"Host=…;…\"",
    };

    public static Command Create()
    {
        var command = new Command("demo", "Run a server with a sample page and a year of made-up history")
        {
            Urls,
            Data,
            Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = Setup.Configuration(arguments);
        var options = OptionCatalogue.Read(configuration);
        // Where a real server of this machine keeps its data is no place for a demo, whatever the environment says.
        var kept = arguments.GetValue(Data);
        options.Data = kept ?? Directory.CreateTempSubdirectory("pharos-demo-").FullName;
        options.Database = arguments.GetValue(Database);
        options.Urls = arguments.GetRequiredValue(Urls);
        if (!new AddressesAttribute().IsValid(options.Urls))
            throw new UsageException($"--urls must be {new AddressesAttribute().FormatErrorMessage("--urls")}");
        if (!options.Urls.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw new UsageException("--urls of the demo must be https: over plain HTTP the server answers nothing");
        try
        {
            await using var store = await Setup.Open(options, cancel);
            await using var app = PharosServer.Build(options, store, configuration.GetSection("Logging"));
            // First of all: that the port is in use should be said before anything is made.
            var bound = await ServeCommand.Start(app, options, cancel);
            var address = Reachable(options.PublicUrl ?? bound);
            var password = RandomNumberGenerator.GetString(PasswordLetters, 14);
            var events = DemoHistory.For(store.Clock.Seconds());
            var sample = await Fill(password, events, store, cancel);
            await System.Console.Out.WriteLineAsync(
                Welcome(address, password, events, sample, kept is null ? null : Path.GetFullPath(kept))
            );
            await app.WaitForShutdownAsync(cancel);
            return 0;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            if (kept is null)
                Directory.Delete(options.Data, recursive: true);
        }
    }

    private static async Task<SampleAccount> Fill(
        string password,
        IReadOnlyList<DemoChange> events,
        Store store,
        CancellationToken cancel
    )
    {
        var progress = new Progress(events.Count, "events");
        try
        {
            return await FillDemo.Handle(password, events, store, progress.Report, cancel);
        }
        catch (ApiException refusal) when (refusal.Reason == ErrorReason.Taken)
        {
            throw new StartupException(
                $"there is a page {SampleCompany.Slug} in {store.Database.Description} already; start it "
                    + "with pharos serve, or choose another folder"
            );
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>
    /// The address as a browser on this machine takes it, where the server listens on every interface.
    /// </summary>
    private static string Reachable(string address) =>
        address
            .Replace("//[::]", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .TrimEnd('/');

    private static string Welcome(
        string address,
        string password,
        IReadOnlyList<DemoChange> events,
        SampleAccount sample,
        string? kept
    )
    {
        // The last one with a review is the one worth reading.
        var shown = sample.ChangeIds[
            Enumerable
                .Range(0, events.Count)
                .Last(i => events[i].IsOver && events[i].LastText.Contains("\n- ", StringComparison.Ordinal))
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""

            {SampleCompany.Name}: {sample.ChangeIds.Count} events of a year, all made up.

              Status page   {address}/s/{sample.Slug}
              Console       {address}/console/sign-in
              E-mail        {FillDemo.Email}
              Password      {password}
              APP Key       {sample.Key}

            One of its events:

              curl -k '{address}/status-page/change/info?app_key={sample.Key}&page_id={sample.PageId}&change_id={shown}'

            The certificate is self-signed: a browser asks before it goes on, and curl needs -k.
            {(
                kept is null
                    ? "Ctrl+C stops the demo and deletes its data."
                    : $"Ctrl+C stops the demo. Its data stays in {kept}."
            )}
            """
        );
    }
}
