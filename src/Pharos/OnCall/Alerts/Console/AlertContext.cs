using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.OnCall.Alerts.Console;

/// <summary>The alert that a screen shows.</summary>
public sealed record AlertContext(AlertItem Alert)
{
    public string Path => PathOf(Alert.AlertId);

    public static string PathOf(string alertId) => $"{ShowAlerts.Path}/{alertId}";

    /// <summary>Reads the alert that the route value <c>{alertId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    internal static async Task<AlertContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id = (string?)request.Http.Request.RouteValues["alertId"] ?? "";
        if (!Ids.IsObjectId(id))
            throw Errors.NotFound("alert_id");
        return new(await AlertInfo.Info.Run(new AlertInfoRequest { AlertId = id }, request.Operation(db)));
    }
}
