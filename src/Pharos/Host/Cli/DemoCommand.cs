using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Demo;
using Pharos.StatusPages.Demo;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos demo</c>: runs a server with a sample account, a page with a year of history and a week of alerts, deleted
/// when it stops.
/// </summary>
internal static class DemoCommand
{
    /// <summary>Without characters that are easily confused.</summary>
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on",
        HelpName = "URL[;URL]",
        DefaultValueFactory = _ => "https://localhost:8443",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder to keep (default: a temporary folder, deleted at the end)",
        HelpName = "DIR",
    };
    private static readonly Option<string?> Database = new("--database")
    {
        Description = "PostgreSQL connection string (default: SQLite in the data folder)",
        HelpName = "\"Host=…;…\"",
    };

    public static Command Create()
    {
        var command = new Command(
            "demo",
            "Run a server with a sample page, a year of made-up history and a week of alerts"
        )
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
        // Ignore configured data locations, which may belong to a real server.
        var keptFolder = arguments.GetValue(Data);
        options.Data = keptFolder ?? Directory.CreateTempSubdirectory("pharos-demo-").FullName;
        options.Database = arguments.GetValue(Database);
        options.Urls = arguments.GetRequiredValue(Urls);
        if (!new AddressesAttribute().IsValid(options.Urls))
            throw new UsageException($"--urls must be {new AddressesAttribute().FormatErrorMessage("--urls")}");
        if (!options.Urls.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw new UsageException("--urls must be https: the demo does not serve plain HTTP");
        try
        {
            await using var store = await Setup.OpenOrCreate(options, cancel);
            await using var app = PharosServer.Build(options, store, configuration.GetSection("Logging"));
            // Start first, so that a port in use is reported before the sample data is created.
            var bound = await ServeCommand.Start(app, options, cancel);
            var address = Reachable(options.PublicUrl ?? bound);
            var password = RandomNumberGenerator.GetString(PasswordLetters, 14);
            var events = DemoHistory.For(store.Clock.Seconds());
            var sample = await Fill(password, events, store, arguments.Streams.Error, cancel);
            var onCall = await FillOnCall.Handle(sample.Owner, store, cancel);
            await arguments.Streams.Output.WriteLineAsync(
                Welcome(
                    address,
                    password,
                    events,
                    sample,
                    onCall,
                    keptFolder is null ? null : Path.GetFullPath(keptFolder)
                )
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
            if (keptFolder is null)
                Directory.Delete(options.Data, recursive: true);
        }
    }

    private static async Task<SampleAccount> Fill(
        string password,
        IReadOnlyList<DemoChange> events,
        Store store,
        TextWriter error,
        CancellationToken cancel
    )
    {
        var progress = new Progress(error, events.Count, "events");
        try
        {
            return await FillDemo.Handle(password, events, store, progress.Report, cancel);
        }
        catch (ApiException refusal) when (refusal.Reason == ErrorReason.Taken)
        {
            throw new StartupException(
                $"{store.Database.Description} already has a page {SampleCompany.Slug}; run it with pharos serve or "
                    + "choose another folder"
            );
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>
    /// An address that a browser on this machine can open if the server listens on all interfaces.
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
        SampleOnCall onCall,
        string? keptFolder
    )
    {
        // Show the latest event that ends with a review.
        var shown = sample.ChangeIds[
            Enumerable
                .Range(0, events.Count)
                .Last(i => events[i].IsOver && events[i].LastText.Contains("\n- ", StringComparison.Ordinal))
        ];
        var stop = keptFolder is null
            ? "Ctrl+C stops the demo and deletes its data."
            : $"Ctrl+C stops the demo and keeps its data in {keptFolder}.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""

            {SampleCompany.Name}: {sample.ChangeIds.Count} made-up events from one year, and a week of alerts.

              Status page   {address}/s/{sample.Slug}
              Console       {address}/console/sign-in
              Email         {FillDemo.Email}
              Password      {password}
              API key       {sample.Key}

            Read one of the events:

              curl -k '{address}/status-page/change/info?app_key={sample.Key}&page_id={sample.PageId}&change_id={shown}'

            Fire an alert, and resolve it:

              {Push(address, onCall, "Critical")}
              {Push(address, onCall, "Ok")}

            The certificate is self-signed: browsers show a warning, and curl needs -k.
            {stop}
            """
        );
    }

    /// <summary>A command that sends a standard event.</summary>
    private static string Push(string address, SampleOnCall onCall, string status) =>
        $"curl -k '{address}/event/push/alert/standard?integration_key={onCall.Key}' -d "
        + $$"""'{"alert_key":"demo","title":"Test purchase fails","event_status":"{{status}}"}'""";
}
