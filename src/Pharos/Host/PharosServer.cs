using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Health;
using Pharos.Http.Idempotency;
using Pharos.Http.OpenApi;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Bounces;
using Pharos.Platform;
using Pharos.Platform.Audit;
using Pharos.Platform.Invitations;
using Pharos.Platform.Sessions;
using Pharos.StatusPages;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.InternalSite;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.PublicSite;
using Pharos.Web;
using Pharos.Web.ErrorPages;
using Pharos.Web.Layout;

namespace Pharos.Host;

/// <summary>Builds the server: services, middleware and routes.</summary>
public static class PharosServer
{
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
        var certificates = Certificates.Load(options, store.Clock);
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options, certificates));

        var services = builder.Services;
        services
            .AddSingleton(options)
            .AddSingleton(options.RateLimits)
            .AddSingleton(options.Mail)
            .AddSingleton(store.Clock);
        // Data protection resolves a scoped context.
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<PharosDb>>().CreateDbContext());
        services.AddSingleton(new RequestLimits(options.MaxBodyBytes));
        services
            .AddSingleton(new SessionLifetime(options.SessionHours))
            .AddSingleton(new InvitationLifetime(options.InvitationHours));
        services
            .AddSingleton(store.Database)
            .AddSingleton(store.Databases)
            .AddSingleton(store.Responses)
            .AddSingleton(store.Writes)
            .AddSingleton(store.Writes.OutboxSignal);
        services.AddSingleton(options.Plan).AddSingleton<RateLimiter>();
        services.AddSingleton(new AuditCatalogue(PharosOperations.All)).AddSingleton<IdempotentWrites>();
        services.AddHostedService<InvalidationListener>().AddHostedService<MaintenanceClock>();
        services.AddPharosOpenApi();
        services.AddPharosConsole();
        services.AddPlatform();
        services.AddSingleton<NavigationSource>(StatusPagesNavigation.Read);
        services.AddPublicSite(options.PublicSite);
        services.AddNotifications(options.Delivery, options.Mail, options.Data);
        services.AddNotices();
        extend?.Invoke(services);

        var app = builder.Build();
        UseTrustedProxies(app, options);
        app.UseMiddleware<ErrorHandlingMiddleware>((ErrorWriter)WriteError);
        app.UseHttpsOnly();
        app.UseCustomDomains();
        app.UseRouting();
        app.MapOperations();
        app.MapHealth();
        app.MapBounces();
        app.MapPublicSite();
        app.MapOpenApi("/openapi.json");
        app.MapConsole();
        app.MapInternalSite();
        return app;
    }

    // Plain-HTTP requests always get the envelope.
    private static bool IsForMembers(HttpRequest request) =>
        request.IsHttps
        && (
            request.Path.StartsWithSegments(ConsoleApi.Path, StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments(InternalSiteApi.Path, StringComparison.OrdinalIgnoreCase)
        );

    private static Task WriteError(HttpContext context, ApiException error) =>
        IsForMembers(context.Request) ? ConsoleErrors.Write(context, error)
        : SiteErrors.Answers(context) ? SiteErrors.Write(context, error)
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
        logging.AddConsoleFormatter<RedactingFormatter, ConsoleFormatterOptions>();
    }

    private static void UseTrustedProxies(WebApplication app, PharosOptions options)
    {
        if (options.TrustedProxies is not { } text)
            return;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in NetworksAttribute.Parse(text))
            forwarded.KnownIPNetworks.Add(network!.Value);
        app.UseForwardedHeaders(forwarded);
    }
}
