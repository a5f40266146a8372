using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Incidents.Search;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Creates an incident by hand, in a space or outside any: <c>POST /incident/create</c></summary>
internal static class CreateIncident
{
    public static readonly Operation<CreateIncidentRequest, CreateIncidentResponse> Info = new(
        "/incident/create",
        "Create an incident",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteCreate),
    };

    private static async Task<CreateIncidentResponse> Handle(CreateIncidentRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var severity = IncidentSeverityField.Check(request.IncidentSeverity, "incident_severity");
        var title = Validate.Line(request.Title, "title", 512);
        var description = Validate.OptionalText(request.Description, "description", 1024)?.Trim() ?? "";
        var spaceId = request.ChannelId is null or 0 ? (long?)null : Validate.Id(request.ChannelId, "channel_id");
        var draft = request.AssignedTo?.Check("assigned_to");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCall(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var space = spaceId is { } given ? await access.Find(db, caller, given, cancel) : null;
        if (space?.IsDisabled == true)
            throw Errors.Invalid(OnCallMessages.SpaceDisabled, "channel_id");
        var fields = await CustomFieldValues.Check(db, caller, request.Fields, "fields", cancel);
        var now = op.Clock.Seconds();
        var id = Ids.NewObjectId(op.Clock);
        var incident = new IncidentRow
        {
            IncidentId = id,
            Num = IncidentNumber.From(id),
            AccountId = caller.AccountId,
            SpaceId = spaceId,
            Title = title,
            Description = description,
            Severity = severity,
            Status = severity,
            Fields = fields,
            StartTime = now,
            LastTime = now,
            LastMergeTime = now,
            CreatorId = caller.MemberId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Incidents.Add(incident);
        if (space is not null)
            space.LastIncidentAt = now;
        Timelines.Add(
            db,
            op.Clock,
            caller.AccountId,
            id,
            TimelineTypes.IncidentNew,
            new IncidentNewDetail(severity, title),
            caller.MemberId
        );
        if (draft is not null)
        {
            await IncidentAssigning.DemandPersons(op, draft.PersonIds, "assigned_to.person_ids");
            await IncidentAssigning.Assign(op, incident, draft, "assigned_to", "incident_id");
        }

        await AutoResolve.Schedule(db, incident, space, cancel);
        await IncidentIndex.Update(db, [incident], cancel);
        write.SetAuditTarget(title);
        await write.Commit(cancel);
        return new CreateIncidentResponse(id, title);
    }
}

public sealed record CreateIncidentRequest
{
    /// <summary>Critical, Warning or Info.</summary>
    [Required]
    public EventStatus? IncidentSeverity { get; set; }

    [Required]
    public string? Title { get; set; }
    public string? Description { get; set; }

    /// <summary>Absent or 0 for an incident outside any channel.</summary>
    public long? ChannelId { get; set; }
    public AssignmentRequest? AssignedTo { get; set; }

    /// <summary>Values of custom fields by name.</summary>
    public Dictionary<string, JsonElement>? Fields { get; set; }
}

public sealed record CreateIncidentResponse(string IncidentId, string Title);
