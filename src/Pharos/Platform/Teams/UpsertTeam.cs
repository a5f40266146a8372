using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Teams;

/// <summary>Makes a team or changes one: <c>POST /team/upsert</c></summary>
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
        var given = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var team = await FindOrAdd(db, caller, given, op.Clock, cancel);
        if (
            given.RefId is { } refId
            && await TeamReader.For(db, caller).AnyAsync(t => t.RefId == refId && t.TeamId != team.TeamId, cancel)
        )
            throw Errors.Taken("ref_id");
        team.Name = given.Name;
        team.Description = request.Description is null ? team.Description : given.Description;
        team.RefId = request.RefId is null ? team.RefId : given.RefId;
        (team.UpdatedBy, team.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        var invited = new List<InvitedItem>();
        var byMail = await FindOrInvite(write, op, given.Emails, invited);
        if (given.PersonIds is { } persons)
        {
            await MemberReader.FindAll(db, caller, persons, "person_ids", cancel);
            SetMembers(team, [.. persons.Union(byMail)]);
        }
        else
            SetMembers(team, [.. TeamReader.PersonIds(team).Union(byMail)]);

        write.SetAuditTarget(team.Name);
        await write.Commit(cancel);
        return new UpsertTeamResponse(team.TeamId, team.Name, invited.Count > 0 ? invited : null);
    }

    private static async Task<TeamRow> FindOrAdd(
        PharosDb db,
        Caller caller,
        NewTeam given,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var namesake = await TeamReader.For(db, caller).SingleOrDefaultAsync(t => t.Name == given.Name, cancel);
        if (given.TeamId is { } id)
        {
            var team = await TeamReader.For(db, caller).SingleOrDefaultAsync(t => t.TeamId == id, cancel)
                ?? throw Errors.NotFound("team_id");
            return namesake is null || namesake == team ? team : throw Errors.Taken("team_name");
        }

        if (namesake is not null)
            return given.ResetsNamesake ? namesake : throw Errors.Taken("team_name");
        Plan.Demand(caller.Plan.Teams, await TeamReader.For(db, caller).CountAsync(cancel) + 1, Messages.PlanTeams);
        var now = clock.Seconds();
        var made = new TeamRow
        {
            TeamId = Ids.NewInteger(),
            AccountId = caller.AccountId,
            Name = given.Name,
            CreatorId = caller.MemberId,
            UpdatedBy = caller.MemberId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Teams.Add(made);
        return made;
    }

    /// <summary>
    /// The members with these addresses. Those who are none yet are invited, which needs the permission for it too.
    /// </summary>
    private static async Task<List<long>> FindOrInvite(
        WriteTransaction write,
        OperationContext op,
        IReadOnlyList<string> emails,
        List<InvitedItem> invited
    )
    {
        var (db, caller, cancel) = op;
        var there = await MemberReader
            .For(db, caller)
            .Where(m => emails.Contains(m.Email))
            .ToDictionaryAsync(m => m.Email, m => m.MemberId, cancel);
        var ids = new List<long>();
        for (var i = 0; i < emails.Count; i++)
        {
            if (there.TryGetValue(emails[i], out var known))
            {
                ids.Add(known);
                continue;
            }

            caller.Demand(Permissions.MembersManage);
            var one = new InvitedMember(emails[i], null, [], null, null, null, null, null);
            invited.Add(await InviteMembers.Invite(write, op, one, Validate.Index("emails", i)));
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

/// <param name="PersonIds">Null to leave the members as they are.</param>
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
    /// <summary>Absent or 0 to make one.</summary>
    public long? TeamId { get; set; }

    [Required]
    public string? TeamName { get; set; }
    public string? Description { get; set; }

    /// <summary>In place of those it has; they stay when absent.</summary>
    public List<long?>? PersonIds { get; set; }

    /// <summary>Added to the others; who is no member yet is invited.</summary>
    public List<string?>? Emails { get; set; }

    /// <summary>Refused unless empty: no text messages are sent.</summary>
    public List<string?>? Phones { get; set; }

    /// <summary>Of the phones.</summary>
    [JsonPropertyName("countryCode")]
    public string? CountryCode { get; set; }
    public string? RefId { get; set; }

    /// <summary>Without a <c>team_id</c>, changes the team of this name where there is one.</summary>
    public bool? ResetIfNameExist { get; set; }

    internal NewTeam Check()
    {
        MemberFields.CountryCode(CountryCode, "countryCode");
        if (Validate.OptionalItems(Phones, "phones", 100) is { Count: > 0 })
            throw Errors.Invalid(Messages.PhonesNotInvited, "phones");
        List<string> emails =
        [
            .. (Validate.OptionalItems(Emails, "emails", 100) ?? []).Select(
                (email, i) => EmailAddressField.Check(email, Validate.Index("emails", i))
            ),
        ];
        Validate.Distinct(emails, "emails");
        var description = Validate.OptionalText(Description, "description", 500);
        return new NewTeam(
            TeamId is null or 0 ? null : Validate.Id(TeamId, "team_id"),
            Validate.Name(TeamName, "team_name", 1, 39),
            string.IsNullOrEmpty(description) ? null : description,
            PersonIds is null ? null : Validate.OptionalIds(PersonIds, "person_ids", 1000),
            emails,
            MemberFields.RefId(RefId, "ref_id"),
            ResetIfNameExist == true
        );
    }
}

/// <param name="Invited">
/// Who was invited for it, with the links where this server sends no mail; absent when nobody was.
/// </param>
public sealed record UpsertTeamResponse(long TeamId, string TeamName, IReadOnlyList<InvitedItem>? Invited);
