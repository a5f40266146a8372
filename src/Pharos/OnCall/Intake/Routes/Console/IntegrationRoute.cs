using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Integrations.Console;
using Pharos.OnCall.Rules;
using Pharos.Web;

namespace Pharos.OnCall.Intake.Routes.Console;

/// <summary>The route that a form shows.</summary>
/// <param name="Route">Null for none yet.</param>
internal sealed record IntegrationRoute(IntegrationContext Shown, RouteItem? Route)
{
    public string Path => Shown.Path + "/route";

    public IReadOnlyList<RouteCaseFields> Cases { get; } = [.. (Route?.Cases ?? []).OfType<RouteCaseFields>()];

    /// <summary>Whether an integration needs a route. Changes belong to no space.</summary>
    public static bool Has(IntegrationItem integration) =>
        integration.Settings.ChannelId is null or 0 && integration.PluginType != IntegrationType.Change;

    /// <summary>Reads the route of the integration that the route value <c>{integrationId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<IntegrationRoute> Find(ConsoleRequest request, PharosDb db)
    {
        var shown = await IntegrationContext.Find(request, db);
        return Has(shown.Integration)
            ? new(shown, await Read(request, db, shown.Integration))
            : throw Errors.NotFound("integration_id");
    }

    /// <summary>The route of a shared integration; null for none.</summary>
    public static Task<RouteItem?> Read(ConsoleRequest request, PharosDb db, IntegrationItem integration) =>
        ReadRoutes.Info.Run(
            new IntegrationRequest { IntegrationId = integration.IntegrationId },
            request.Operation(db)
        );
}
