using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>Changes a space; absent fields keep their value: <c>POST /channel/update</c></summary>
internal static class UpdateSpace
{
    public static readonly Operation<UpdateSpaceRequest, UpdateSpaceResponse> Info = new(
        "/channel/update",
        "Update a space",
        Handle
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteUpdate),
    };

    private static async Task<UpdateSpaceResponse> Handle(UpdateSpaceRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (spaceId, name, teamId) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await access.Find(db, caller, spaceId, cancel);
        access.DemandEdit(row);
        if (teamId is not null)
        {
            if (teamId != 0)
                await SpaceTeams.Demand(db, caller, teamId.Value, "team_id", cancel);
            row.TeamId = teamId == 0 ? null : teamId;
        }

        await SpaceTeams.Demand(db, caller, request.CheckManagingTeamIds(), "managing_team_ids", cancel);
        if (name is not null && name != row.Name)
        {
            await SpaceFields.DemandFreeName(db, caller, name, except: spaceId, cancel);
            row.Name = name;
        }

        var token = request.Apply(row);
        (row.UpdatedBy, row.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return new UpdateSpaceResponse(token);
    }
}

public sealed record UpdateSpaceRequest : SpaceFields
{
    [Required]
    public long? ChannelId { get; set; }
    public string? ChannelName { get; set; }

    /// <summary>The owning team; 0 for none.</summary>
    public long? TeamId { get; set; }

    internal (long SpaceId, string? Name, long? TeamId) Check()
    {
        CheckCommon();
        return (
            Validate.Id(ChannelId, "channel_id"),
            ChannelName is null ? null : Validate.Name(ChannelName, "channel_name", 1, CreateSpace.MaxName),
            TeamId is null or 0 ? TeamId : Validate.Id(TeamId, "team_id")
        );
    }
}

/// <param name="ExternalReportToken">
/// The token of the form for outsiders, if this request switched it on. It cannot be read again.
/// </param>
public sealed record UpdateSpaceResponse(string? ExternalReportToken);
