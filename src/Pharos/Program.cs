using Pharos.Host.Cli;
using Pharos.Http;
using Pharos.Notifications;
using Pharos.OnCall;
using Pharos.Platform;
using Pharos.StatusPages;
using Pharos.Web;

return await CommandLine.Run(args, new StandardStreams(), CancellationToken.None);

/// <summary>
/// What the server is made of. Each module uses only the ones above it. <see cref="Pharos.Host.PharosServer"/> puts
/// them together; <see cref="CommandLine"/> lists the commands.
/// </summary>
internal static partial class Program
{
    internal static IReadOnlyList<Module> Modules { get; } =
    [
        HttpModule.Module, // operations, rate limits, idempotency, health, OpenAPI
        WebModule.Module, // layout, forms, design
        NotificationsModule.Module, // outbox, deliveries, transports
        PlatformModule.Module, // accounts, members, keys, audit log
        StatusPagesModule.Module, // pages, changes, public site, notices
        OnCallModule.Module, // alerts, incidents
    ];
}
