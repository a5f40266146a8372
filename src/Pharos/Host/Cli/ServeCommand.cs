using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Setup.Console;

namespace Pharos.Host.Cli;

/// <summary><c>pharos serve</c>: runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Where to listen (default: https://127.0.0.1:8443)",
        HelpName = "URL[;URL]",
    };
    private static readonly Option<string?> Cert = new("--cert")
    {
        Description = "Certificate file, PEM (default: self-signed, made once)",
        HelpName = "FILE",
    };
    private static readonly Option<string?> CertKey = new("--cert-key")
    {
        Description = "The certificate's private key file, PEM",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Publish = new("--publish")
    {
        Description = "Also write every public page as static files into this folder, after every change",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command("serve", "Run the server")
        {
            Setup.Data,
            Setup.Database,
            Urls,
            Cert,
            CertKey,
            Publish,
        };
        command.Add(new HelpOption { Action = new Help() });
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = Setup.Configuration(
            arguments,
            (Urls, "Urls"),
            (Cert, "Cert"),
            (CertKey, "CertKey"),
            (Publish, "Publish:Directory")
        );
        var options = OptionCatalogue.Read(configuration);
        foreach (var key in OptionCatalogue.Unknown(configuration))
            await arguments.Streams.Error.WriteLineAsync(
                $"pharos: warning: {key} is no option of this version; it is ignored"
            );
        await using var store = await Setup.Open(options, cancel);
        await using var app = PharosServer.Build(options, store, configuration.GetSection("Logging"));
        var address = await Start(app, options, cancel);
        await arguments.Streams.Output.WriteLineAsync($"pharos {Version.Text} listens on {address}");
        var reachable = options.PublicUrl?.TrimEnd('/') ?? Reachable(address);
        if (await SetupOffer(app, store, reachable, cancel) is { } offer)
            await arguments.Streams.Output.WriteLineAsync(offer);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>How to create the first account in the console; null if there is an account.</summary>
    private static async Task<string?> SetupOffer(
        WebApplication app,
        Store store,
        string address,
        CancellationToken cancel
    )
    {
        var firstRun = app.Services.GetRequiredService<FirstRun>();
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        return await firstRun.IsDue(db, cancel)
            ? $"Set up at {address}/console/setup with the code {firstRun.Code}"
            : null;
    }

    /// <summary>An address that a browser here can open, where the server listens on all of them.</summary>
    private static string Reachable(string address) =>
        address
            .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
            .Replace("//[::]:", "//localhost:", StringComparison.Ordinal);

    /// <summary>
    /// Starts listening; the address that was bound, with the port that the system chose where 0 was asked for.
    /// </summary>
    /// <exception cref="StartupException">The port is in use, or may not be had.</exception>
    public static async Task<string> Start(WebApplication app, PharosOptions options, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
        {
            // What runs in the background has begun already, and would complain of being torn down.
            await app.StopAsync(CancellationToken.None);
            var reason =
                fault.InnerException is AddressInUseException
                    ? "the address is in use by another program"
                    : fault.GetBaseException().Message;
            throw new StartupException($"cannot listen on {options.Urls}: {reason}");
        }

        return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>The command's own help, and below it every option of the configuration.</summary>
    private sealed class Help : SynchronousCommandLineAction
    {
        private readonly HelpAction usage = new();

        public override int Invoke(ParseResult parseResult)
        {
            usage.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(
                "Configuration (appsettings.json; environment: Pharos__Urls=…; command line: --Pharos:Urls=…):"
            );
            foreach (var entry in OptionCatalogue.Entries)
            {
                output.WriteLine(
                    $"  {entry.Key} ({entry.Allowed}; default: {(entry.Default.Length == 0 ? "none" : entry.Default)})"
                );
                output.WriteLine($"      {entry.Description}");
            }

            return 0;
        }
    }
}
