using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Teams;

/// <summary>Creates or updates a team: <c>POST /team/upsert</c></summary>
internal static class UpsertTeam
{
    public static readonly Operation<UpsertTeamRequest, UpsertTeamResponse> Info = new(
        "/team/upsert",
        "Create or update a team",
        Handle
    )
    {
        Permission = Permissions.TeamsManage,
        Audit = new(OperationTexts.TeamWriteUpsert),
    };

    private static async Task<UpsertTeamResponse> Handle(UpsertTeamRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var desired = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var team = await FindOrAdd(db, caller, desired, op.Clock, cancel);
        if (
            desired.RefId is { } refId
            && await TeamReader.For(db, caller).AnyAsync(t => t.RefId == refId && t.TeamId != team.TeamId, cancel)
        )
            throw Errors.Taken("ref_id");
        team.Name = desired.Name;
        team.Description = request.Description is null ? team.Description : desired.Description;
        team.RefId = request.RefId is null ? team.RefId : desired.RefId;
        (team.UpdatedBy, team.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        var invited = new List<InvitedItem>();
        var byEmail = await FindOrInvite(write, op, desired.Emails, invited);
        if (desired.PersonIds is { } persons)
        {
            await MemberReader.FindAll(db, caller, persons, "person_ids", cancel);
            SetMembers(team, [.. persons.Union(byEmail)]);
        }
        else
            SetMembers(team, [.. TeamReader.PersonIds(team).Union(byEmail)]);

        write.SetAuditTarget(team.Name);
        await write.Commit(cancel);
        return new UpsertTeamResponse(team.TeamId, team.Name, invited.Count > 0 ? invited : null);
    }

    private static async Task<TeamRow> FindOrAdd(
        PharosDb db,
        Caller caller,
        NewTeam desired,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        if (desired.TeamId is { } id)
        {
            var found = await TeamReader.For(db, caller).SingleOrDefaultAsync(t => t.TeamId == id, cancel)
                ?? throw Errors.NotFound("team_id");
            return
                HumanText.Clean(found.Name) == desired.Name
                || await TeamReader.IdOfName(db, caller, desired.Name, cancel, except: id) is null
                ? found
                : throw Errors.Taken("team_name");
        }

        if (await TeamReader.IdOfName(db, caller, desired.Name, cancel) is { } namesake)
            return desired.ResetsNamesake
                ? await TeamReader.For(db, caller).SingleAsync(t => t.TeamId == namesake, cancel)
                : throw Errors.Taken("team_name");
        Plan.Demand(caller.Plan.Teams, await TeamReader.For(db, caller).CountAsync(cancel) + 1, Messages.PlanTeams);
        var now = clock.Seconds();
        var team = new TeamRow
        {
            TeamId = Ids.NewInteger(),
            AccountId = caller.AccountId,
            Name = desired.Name,
            CreatorId = caller.MemberId,
            UpdatedBy = caller.MemberId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Teams.Add(team);
        return team;
    }

    /// <summary>
    /// Finds the members with these addresses and invites the others, which requires the permission to invite.
    /// </summary>
    private static async Task<List<long>> FindOrInvite(
        WriteTransaction write,
        OperationContext op,
        IReadOnlyList<string> emails,
        List<InvitedItem> invited
    )
    {
        var (db, caller, cancel) = op;
        var existing = await MemberReader
            .For(db, caller)
            .Where(m => emails.Contains(m.Email))
            .ToDictionaryAsync(m => m.Email, m => m.MemberId, cancel);
        var ids = new List<long>();
        for (var i = 0; i < emails.Count; i++)
        {
            if (existing.TryGetValue(emails[i], out var memberId))
            {
                ids.Add(memberId);
                continue;
            }

            caller.Demand(Permissions.MembersManage);
            var invitation = new InvitedMember(emails[i], null, [], null, null, null, null, null);
            invited.Add(await InviteMembers.Invite(write, op, invitation, Validate.Index("emails", i)));
            ids.Add(invited[^1].MemberId);
        }

        return ids;
    }

    private static void SetMembers(TeamRow team, List<long> memberIds)
    {
        team.Members.RemoveAll(m => !memberIds.Contains(m.MemberId));
        var next = team.Members.Count == 0 ? 0 : team.Members.Max(m => m.Position) + 1;
        team.Members.AddRange(
            memberIds
                .Except(team.Members.Select(m => m.MemberId))
                .ToList()
                .Select(id => new TeamMemberRow
                {
                    TeamId = team.TeamId,
                    MemberId = id,
                    Position = next++,
                })
        );
    }
}

/// <param name="PersonIds">Null to keep the members.</param>
internal sealed record NewTeam(
    long? TeamId,
    string Name,
    string? Description,
    IReadOnlyList<long>? PersonIds,
    IReadOnlyList<string> Emails,
    string? RefId,
    bool ResetsNamesake
);

public sealed record UpsertTeamRequest
{
    /// <summary>Absent or 0 to create a team.</summary>
    public long? TeamId { get; set; }

    [Required]
    public string? TeamName { get; set; }
    public string? Description { get; set; }

    /// <summary>Replaces the team's members; absent to keep them.</summary>
    [MaxLength(1000)]
    public List<long?>? PersonIds { get; set; }

    /// <summary>Adds members by address; unknown addresses are invited.</summary>
    [MaxLength(100)]
    public List<string?>? Emails { get; set; }

    /// <summary>Must be empty: the server sends no text messages.</summary>
    [MaxLength(100)]
    public List<string?>? Phones { get; set; }

    /// <summary>The country code of the phones.</summary>
    [JsonPropertyName("countryCode")]
    public string? CountryCode { get; set; }
    public string? RefId { get; set; }

    /// <summary>Without a <c>team_id</c>, updates the existing team of this name, if any.</summary>
    public bool? ResetIfNameExist { get; set; }

    internal NewTeam Check()
    {
        var errors = new FieldErrors();
        errors.Check(() => MemberFields.CountryCode(CountryCode, "countryCode"));
        errors.Check(() =>
        {
            if (Validate.OptionalItems(Phones, "phones") is { Count: > 0 })
                throw Errors.Invalid(Messages.PhonesNotInvited, "phones");
        });
        var emails = errors.Check(CheckEmails);
        var description = errors.Check(() => Validate.OptionalText(Description, "description", 500));
        var team = new NewTeam(
            TeamId is null or 0 ? null : errors.Check(() => Validate.Id(TeamId, "team_id")),
            errors.Check(() => Validate.Name(TeamName, "team_name", 1, 39)),
            string.IsNullOrEmpty(description) ? null : description,
            PersonIds is null ? null : errors.Check(() => Validate.OptionalIds(PersonIds, "person_ids")),
            emails,
            errors.Check(() => MemberFields.RefId(RefId, "ref_id")),
            ResetIfNameExist == true
        );
        errors.ThrowIfAny();
        return team;
    }

    private List<string> CheckEmails()
    {
        List<string> emails =
        [
            .. (Validate.OptionalItems(Emails, "emails") ?? []).Select(
                (email, i) => EmailAddressField.Check(email, Validate.Index("emails", i))
            ),
        ];
        Validate.Distinct(emails, "emails");
        return emails;
    }
}

/// <param name="Invited">
/// The people invited, with links if this server sends no email; absent if no one was invited.
/// </param>
public sealed record UpsertTeamResponse(long TeamId, string TeamName, IReadOnlyList<InvitedItem>? Invited);
