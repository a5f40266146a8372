using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Adds people to an incident: <c>POST /incident/responder/add</c></summary>
internal static class AddResponder
{
    public static readonly Operation<AddResponderRequest, EmptyResponse> Info = new(
        "/incident/responder/add",
        "Add responders to an incident",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteAddResponder),
    };

    private static async Task<EmptyResponse> Handle(AddResponderRequest request, OperationContext op)
    {
        var id = Validate.ObjectId(request.IncidentId, "incident_id");
        var personIds = Validate.RequiredIds(request.PersonIds, "person_ids");

        await using var write = await IncidentsWrite.Begin(Info, request, [id], "incident_id", op);
        await IncidentAssigning.DemandPersons(op, personIds, "person_ids");
        request.Notify?.Check("notify");
        var incident = write.Incidents[0];
        var added = personIds.Where(id => !incident.Responders.Exists(r => r.MemberId == id)).ToList();
        write.Apply(
            incident,
            state => state.AddResponders(personIds, write.Now, "incident_id"),
            new AddResponderDetail(added)
        );
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record AddResponderRequest
{
    [Required]
    public string? IncidentId { get; set; }

    [Required]
    [MaxLength(100)]
    public List<long?>? PersonIds { get; set; }

    /// <summary>How the people are paged.</summary>
    public NotifyRequest? Notify { get; set; }
}
