using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>Assigns incidents to people, or by a rule from one of its levels: <c>POST /incident/assign</c></summary>
internal static class AssignIncident
{
    public static readonly Operation<AssignIncidentRequest, EmptyResponse> Info = new(
        "/incident/assign",
        "Assign incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteAssign),
    };

    private static async Task<EmptyResponse> Handle(AssignIncidentRequest request, OperationContext op)
    {
        var (ids, field) = request.CheckIds();
        var draft = (request.AssignedTo ?? throw Errors.Missing("assigned_to")).Check("assigned_to");

        await using var write = await IncidentsWrite.Begin(Info, request, ids, field, op);
        await IncidentAssigning.DemandPersons(op, draft.PersonIds, "assigned_to.person_ids");
        foreach (var incident in write.Incidents)
            await IncidentAssigning.Assign(op, incident, draft, "assigned_to", field);
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record AssignIncidentRequest
{
    /// <summary>This or incident_ids.</summary>
    public string? IncidentId { get; set; }

    [MaxLength(100)]
    public List<string?>? IncidentIds { get; set; }

    [Required]
    public AssignmentRequest? AssignedTo { get; set; }

    internal (IReadOnlyList<string> Ids, string Field) CheckIds() =>
        IncidentIds is null
            ? ([Validate.ObjectId(IncidentId, "incident_id")], "incident_id")
            : (Validate.ObjectIds(IncidentIds, IncidentIdsRequest.Field), IncidentIdsRequest.Field);
}
