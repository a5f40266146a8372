using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Sets one custom field of an incident: <c>POST /incident/field/reset</c></summary>
internal static class ResetIncidentField
{
    public static readonly Operation<ResetIncidentFieldRequest, EmptyResponse> Info = new(
        "/incident/field/reset",
        "Set a custom field of an incident",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteResetField),
    };

    private static async Task<EmptyResponse> Handle(ResetIncidentFieldRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.ObjectId(request.IncidentId, "incident_id");
        var name = Validate.Line(request.FieldName, "field_name", 39);

        await using var write = await IncidentsWrite.Begin(Info, request, [id], "incident_id", op);
        var definition = await db
            .IncidentFields.AsNoTracking()
            .SingleOrDefaultAsync(f => f.AccountId == caller.AccountId && f.Name == name, cancel)
            ?? throw Errors.NotFound("field_name");
        var value = CustomFieldValues.Check(definition, request.FieldValue, "field_value");
        var incident = write.Incidents[0];
        var fields = JsonNode.Parse(incident.Fields)!.AsObject();
        if (!JsonNode.DeepEquals(fields[name], value))
        {
            write.Record(incident, TimelineTypes.IncidentField, new FieldDetail(name, value?.DeepClone()));
            fields.Remove(name);
            if (value is not null)
                fields[name] = value;
            (incident.Fields, incident.UpdatedAt) = (fields.ToJsonString(WireJson.Options), write.Now);
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record ResetIncidentFieldRequest
{
    [Required]
    public string? IncidentId { get; set; }

    [Required]
    public string? FieldName { get; set; }

    /// <summary>Must fit the field's type; null removes the value.</summary>
    public JsonElement? FieldValue { get; set; }
}
