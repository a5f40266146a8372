using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>The incident that a screen shows.</summary>
public sealed record IncidentContext(IncidentItem Incident)
{
    public string Path => PathOf(Incident.IncidentId);

    public bool IsClosed => Incident.Progress == IncidentProgress.Closed;

    public static string PathOf(string incidentId) => $"{ShowIncidents.Path}/{incidentId}";

    /// <summary>Reads the incident that the route value <c>{incidentId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    internal static async Task<IncidentContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id = (string?)request.Http.Request.RouteValues["incidentId"] ?? "";
        if (!Ids.IsObjectId(id))
            throw Errors.NotFound("incident_id");
        return new(await IncidentInfo.Info.Run(new IncidentInfoRequest { IncidentId = id }, request.Operation(db)));
    }
}
