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

/// <summary><c>pharos serve</c>: runs the server until it is stopped.</summary>
internal static class ServeCommand
{
    public static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Addresses to listen on (default: https://127.0.0.1:8443)",
        HelpName = "URL[;URL]",
    };
    private static readonly Option<string?> Cert = new("--cert")
    {
        Description = "Certificate file, PEM (default: self-signed, created once)",
        HelpName = "FILE",
    };
    private static readonly Option<string?> CertKey = new("--cert-key")
    {
        Description = "Private key file of the certificate, PEM",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Publish = new("--publish")
    {
        Description = "Folder for static files of all public pages, updated after every change",
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
            await arguments.Streams.Error.WriteLineAsync($"pharos: warning: unknown option {key} is ignored");
        var plain = options.PlainAddresses.ToList();
        if (plain.Count > 0 && options.TrustedProxies is null)
            await arguments.Streams.Error.WriteLineAsync(
                $"pharos: warning: every request to {string.Join(", ", plain)} is refused until Pharos:TrustedProxies "
                    + "names the proxy in front of it"
            );
        await using var store = await Setup.OpenOrCreate(options, cancel);
        await using var app = PharosServer.Build(options, store, configuration.GetSection("Logging"), services =>
            services.AddHostedService(s => ActivatorUtilities.CreateInstance<WarmUp>(s, store))
        );
        var address = await Start(app, options, cancel);
        await arguments.Streams.Output.WriteLineAsync($"pharos {Version.Text} listens on {address}");
        if (await SetupOffer(app, options, cancel) is { } offer)
            await arguments.Streams.Output.WriteLineAsync(offer);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>How to create the first account in the console; null if not needed, or not reachable.</summary>
    private static async Task<string?> SetupOffer(WebApplication app, PharosOptions options, CancellationToken cancel)
    {
        var setup = app.Services.GetRequiredService<FirstRun>();
        if (!await setup.IsDue(cancel))
            return null;
        var https = Addresses(app).FirstOrDefault(a => a.StartsWith("https:", StringComparison.Ordinal));
        if ((options.PublicUrl?.TrimEnd('/') ?? (https is null ? null : Reachable(https))) is { } address)
            return $"Set up at {address}/console/setup with the code {setup.Code}";
        return options.TrustedProxies is null
            ? null
            : $"Set up at /console/setup on your proxy's https address, with the code {setup.Code}";
    }

    /// <summary>An address that a browser on this machine can open if the server listens on all interfaces.</summary>
    internal static string Reachable(string address) =>
        address
            .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
            .Replace("//[::]:", "//localhost:", StringComparison.Ordinal);

    /// <summary>
    /// Starts the server and returns the bound address, with the actual port if port 0 was requested.
    /// </summary>
    /// <exception cref="StartupException">The port is in use or not permitted.</exception>
    public static async Task<string> Start(WebApplication app, PharosOptions options, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (StartupException)
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            // Background services have already started; stop them cleanly to avoid error logs.
            await app.StopAsync(CancellationToken.None);
            var reason =
                exception.InnerException is AddressInUseException
                    ? "the address is in use by another program"
                    : exception.GetBaseException().Message;
            throw new StartupException($"cannot listen on {options.Urls}: {reason}");
        }

        return Addresses(app).First();
    }

    private static ICollection<string> Addresses(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    /// <summary>The command's help, followed by all configuration options.</summary>
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
                var value = entry.Default.Length == 0 ? "none" : entry.Default;
                output.WriteLine($"  {entry.Key} ({entry.Allowed}; default: {value})");
                output.WriteLine($"      {entry.Description}");
            }

            return 0;
        }
    }
}
