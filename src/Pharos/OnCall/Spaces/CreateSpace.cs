using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Escalation;

namespace Pharos.OnCall.Spaces;

/// <summary>Creates a space: <c>POST /channel/create</c></summary>
internal static class CreateSpace
{
    /// <summary>The limit of spaces per account. Lists of spaces are filtered in memory.</summary>
    public const int Max = 1000;

    public const int MaxName = 59;

    public static readonly Operation<CreateSpaceRequest, CreateSpaceResponse> Info = new(
        "/channel/create",
        "Create a space",
        Handle
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteCreate),
    };

    private static async Task<CreateSpaceResponse> Handle(CreateSpaceRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (name, teamId) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        if (await db.Spaces.CountAsync(s => s.AccountId == caller.AccountId, cancel) >= Max)
            throw Errors.Invalid(SpaceMessages.TooManySpaces, Max);
        if (teamId != 0)
            await SpaceTeams.Demand(db, caller, teamId, "team_id", cancel);
        await SpaceTeams.Demand(db, caller, request.CheckManagingTeamIds(), "managing_team_ids", cancel);
        await SpaceFields.DemandFreeName(db, caller, name, except: null, cancel);
        var now = op.Clock.Seconds();
        var row = new SpaceRow
        {
            SpaceId = Ids.NewInteger(),
            AccountId = caller.AccountId,
            Name = name,
            TeamId = teamId == 0 ? null : teamId,
            CreatorId = caller.MemberId,
            Grouping = SpaceSettings.Check(request.Group),
            Flapping = SpaceSettings.Check(request.Flapping),
            Position =
                1
                + (
                    await db.Spaces.Where(s => s.AccountId == caller.AccountId).MaxAsync(s => (long?)s.Position, cancel)
                    ?? 0
                ),
            CreatedAt = now,
            UpdatedAt = now,
            UpdatedBy = caller.MemberId,
        };
        var token = request.Apply(row);
        db.Spaces.Add(row);
        if (request.EscalateRule is { } rule)
            await rule.Add(op, row, "escalate_rule");
        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return new CreateSpaceResponse(row.SpaceId, row.Name, token);
    }
}

public sealed record CreateSpaceRequest : SpaceFields
{
    [Required]
    public string? ChannelName { get; set; }

    /// <summary>The owning team; 0 for none.</summary>
    [Required]
    public long? TeamId { get; set; }

    /// <summary>The first escalation rule; none if absent.</summary>
    public EscalationRuleDraft? EscalateRule { get; set; }

    /// <summary>Must be empty: integrations are created with <c>/datasource/upsert</c>.</summary>
    [MaxLength(100)]
    public List<long?>? PluginIds { get; set; }

    internal (string Name, long TeamId) Check()
    {
        CheckCommon();
        EscalateRule?.Check("escalate_rule");
        if (Validate.OptionalIds(PluginIds, "plugin_ids").Count > 0)
            throw Errors.Invalid(SpaceMessages.PluginIds, "plugin_ids");
        var teamId = Validate.Required(TeamId, "team_id");
        return (
            Validate.Name(ChannelName, "channel_name", 1, CreateSpace.MaxName),
            teamId == 0 ? 0 : Validate.Id(teamId, "team_id")
        );
    }
}

/// <param name="ExternalReportToken">
/// The token of the form for outsiders, if the space has it. It cannot be read again.
/// </param>
public sealed record CreateSpaceResponse(long ChannelId, string ChannelName, string? ExternalReportToken);
