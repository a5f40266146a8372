using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Connections;
using Pharos.Http.OpenApi;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Mail;
using Pharos.Platform.Audit;
using Pharos.Platform.Invitations;
using Pharos.Platform.Sessions;
using Pharos.StatusPages.InternalSite;
using Pharos.StatusPages.PublicSite;
using Pharos.Web;
using Pharos.Web.ErrorPages;

namespace Pharos.Host;

/// <summary>Builds the server: services, middleware and routes.</summary>
public static class PharosServer
{
    private const string ConsolePath = "/console";

    /// <summary>
    /// The time to stop: 5 seconds at most for connections, the rest for the services that stop after them. Service
    /// managers kill a process after 10 seconds or more.
    /// </summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(9);

    /// <param name="options">The validated options.</param>
    /// <param name="store">The open store. The caller disposes of it.</param>
    /// <param name="logging">Log levels, from the configuration section <c>Logging</c>.</param>
    /// <param name="extend">
    /// Registers further services, such as the warm-up of <c>serve</c>, or notification kinds in tests.
    /// </param>
    public static WebApplication Build(
        PharosOptions options,
        Store store,
        IConfiguration logging,
        Action<IServiceCollection>? extend = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.Sources.Clear();
        AddLogging(builder.Logging, logging);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var certificate = ServerCertificate.Load(options, store.Clock);
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options, certificate));

        AddOptions(builder.Services, options);
        AddConnections(builder.Services, options);
        builder.Services.AddSingleton(certificate).AddHostedService<CertificateWatch>();
        builder.Services.AddSingleton(new MailCertificate(() => certificate.Current, CipherSuites.Policy));
        AddStore(builder.Services, store);
        builder.Services.AddSingleton(PharosOperations.All);
        foreach (var module in Program.Modules)
            module.Services(builder.Services);
        extend?.Invoke(builder.Services);

        var app = builder.Build();
        RejectedRequests.AnswerFrom(app.Services);
        app.UseConnectionTracking();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseMiddleware<ErrorHandlingMiddleware>((ErrorWriter)WriteError);
        app.UseHttpsOnly();
        foreach (var module in Program.Modules)
            module.Middleware(app);
        app.UseRouting();
        app.MapOperations();
        var console = app.MapGroup(ConsolePath);
        foreach (var module in Program.Modules)
        {
            module.Endpoints(app);
            module.Console(console);
        }

        return app;
    }

    private static void AddOptions(IServiceCollection services, PharosOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton(options.Cache)
            .AddSingleton(options.RateLimits)
            .AddSingleton(options.Plan)
            .AddSingleton(options.Mail)
            .AddSingleton(options.Delivery)
            .AddSingleton(options.AlertMail)
            .AddSingleton(options.Retention)
            .AddSingleton(options.PublicSite)
            .AddSingleton(new DataFolderPath(options.Data))
            .AddSingleton(new RequestLimits(options.MaxBodyBytes, options.MaxBodyBytesInFlight))
            .AddSingleton(new ApiAddress(options.PublicUrl))
            .AddSingleton(new SessionLifetime(options.SessionHours, options.SessionIdleHours))
            .AddSingleton(new AuditRetention(options.AuditDays))
            .AddSingleton(new InvitationLifetime(options.InvitationHours));

    private static void AddConnections(IServiceCollection services, PharosOptions options) =>
        services
            .AddSingleton(
                new ConnectionLimit(OpenFileLimit.Connections(options.Connections.Max), options.Connections.PerClient)
            )
            .AddSingleton(TrustedProxies.Parse(options.TrustedProxies))
            .AddSingleton<OpenConnections>()
            .AddSingleton<IConnectionListenerFactory>(s =>
                ActivatorUtilities.CreateInstance<LimitedTransport>(
                    s,
                    ActivatorUtilities.CreateInstance<SocketTransportFactory>(s)
                )
            )
            .Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);

    private static void AddStore(IServiceCollection services, Store store) =>
        services
            .AddSingleton(store.Clock)
            .AddSingleton(store.Database)
            .AddSingleton(store.Databases)
            .AddSingleton(store.Versions)
            .AddSingleton(store.Writes)
            .AddSingleton(store.Writes.OutboxSignal)
            // Data protection resolves a scoped context.
            .AddScoped(s => s.GetRequiredService<IDbContextFactory<PharosDb>>().CreateDbContext())
            .AddHostedService<InvalidationListener>();

    private static bool IsForMembers(HttpRequest request) =>
        request.IsHttps
        && (
            request.Path.StartsWithSegments(ConsolePath, StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments(InternalSiteApi.Path, StringComparison.OrdinalIgnoreCase)
        );

    private static Task WriteError(HttpContext context, ApiException error) =>
        SiteErrors.IsBrowserWithoutHttps(context.Request) ? SiteErrors.NeedsHttps(context)
        : IsForMembers(context.Request) ? ConsoleErrors.Write(context, error)
        : SiteErrors.Answers(context, error) ? SiteErrors.Write(context, error)
        : ApiResponse.WriteError(context, error);

    private static void AddLogging(ILoggingBuilder logging, IConfiguration levels)
    {
        logging.ClearProviders();
        logging.AddConfiguration(levels);
        // Logs full URLs including API keys, and costs every request an activity and a log scope.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Its errors are redundant: the command reports a failed start in one line, and a failed background service is
        // also logged as critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConsole(console =>
        {
            console.FormatterName = RedactingFormatter.FormatterName;
            // Standard output is reserved for the output of commands.
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        // AddConsole has registered the console as a logger provider of its own.
        logging
            .Services.RemoveAll<ILoggerProvider>()
            .AddSingleton<ConsoleLoggerProvider>()
            .AddSingleton<ILoggerProvider>(s => new RepeatLimiter(
                s.GetRequiredService<ConsoleLoggerProvider>(),
                s.GetRequiredService<TimeProvider>()
            ));
        logging.AddConsoleFormatter<RedactingFormatter, ConsoleFormatterOptions>();
    }

    private static void UseTrustedProxies(this WebApplication app)
    {
        var networks = app.Services.GetRequiredService<TrustedProxies>().Networks;
        if (networks.Count == 0)
            return;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // Any number of proxies, as long as each of them is trusted.
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }
}
