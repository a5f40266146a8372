using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// Lists closed incidents of the last 30 days that are like an incident: <c>POST /incident/past/list</c>
/// </summary>
internal static class ListPastIncidents
{
    private const int LimitByDefault = 5;

    public static readonly Operation<ListPastIncidentsRequest, ListPastIncidentsResponse> Info = new(
        "/incident/past/list",
        "List similar past incidents",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
        Limit = limits => new OperationLimit(limits.PastIncidentsPerMinute, limits.PastIncidentsPerSecond),
    };

    private static async Task<ListPastIncidentsResponse> Handle(ListPastIncidentsRequest request, OperationContext op)
    {
        var incidentId = Validate.ObjectId(request.IncidentId, "incident_id");
        var limit = (int)Validate.Range(request.Limit ?? 0, "limit", 0, ListPart.MaxLimit);

        var incident = await IncidentReader.Find(op, incidentId);
        if (incident.SpaceId is null)
            throw Errors.Invalid(OnCallMessages.IncidentStandalone, "incident_id");
        var similar = await SimilarIncidents.Find(op, incident, limit == 0 ? LimitByDefault : limit);
        var items = await IncidentReader.Items(op, [.. similar.Select(s => s.Incident)]);
        return new ListPastIncidentsResponse([.. items.Zip(similar, (item, s) => new PastIncidentItem(item, s.Score))]);
    }
}

public sealed record ListPastIncidentsRequest
{
    /// <summary>An incident in a channel.</summary>
    [Required]
    public string? IncidentId { get; set; }

    /// <summary>At most 100; 5 if 0 or absent.</summary>
    public long? Limit { get; set; }
}

public sealed record ListPastIncidentsResponse(IReadOnlyList<PastIncidentItem> Items);

/// <summary>A past incident and how similar it is.</summary>
public sealed record PastIncidentItem : IncidentItem
{
    [SetsRequiredMembers]
    public PastIncidentItem(IncidentItem item, double score)
        : base(item) => Score = score;

    /// <summary>From 0 to 1.</summary>
    public double Score { get; }
}
