using System.Globalization;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Members.Console;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>Shows and saves a team; read-only without the permission: <c>/console/teams/{team_id}</c></summary>
internal static class SaveTeam
{
    public static readonly ConsoleForm<TeamContext> Form = new()
    {
        Permission = Permissions.TeamsManage,
        PagePermission = Permissions.None,
        Lock = FormLocks.Account,
        Find = TeamContext.Find,
        Fields =
        [
            new("name", TeamsTexts.TeamName, team => team.Team.TeamName) { WireNames = ["team_name"] },
            new("description", TeamsTexts.TeamDescription, team => team.Team.Description),
            new("person_ids", MembersTexts.MembersTitle, team =>
                team.Team.PersonIds.Order().Select(id => id.ToString(CultureInfo.InvariantCulture))
            )
            {
                Shown = async (team, request, db) =>
                {
                    var ids = team.Team.PersonIds;
                    var names = await MemberReader.Names(db, request.Caller, [.. ids], request.Cancel);
                    return string.Join(", ", ids.Select(id => names.GetValueOrDefault(id, "")));
                },
            },
        ],
        Page = async (request, db, team, form) =>
            request.Page<TeamPage>(
                form.Status,
                (nameof(TeamPage.Shown), team),
                (nameof(TeamPage.Form), form),
                (nameof(TeamPage.Members), await TeamContext.Members(request, db, team.Team.PersonIds))
            ),
        Submit = async (team, form, op) =>
        {
            await UpsertTeam.Info.Run(Typed(team.Team.TeamId, form), op);
            return team.Path;
        },
        Notice = new("saved", TeamsTexts.TeamSaved),
    };

    /// <summary>Reads the form. Fails on values that the form cannot send.</summary>
    public static UpsertTeamRequest Typed(long? teamId, Form form) =>
        new()
        {
            TeamId = teamId,
            TeamName = form["name"],
            Description = form["description"],
            PersonIds =
            [
                .. form.Values("person_ids")
                    .Distinct(StringComparer.Ordinal)
                    .Select(id => (long?)Validate.IdText(id, "person_ids")),
            ],
        };
}
