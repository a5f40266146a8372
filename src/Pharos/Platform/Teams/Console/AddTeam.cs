using System.Globalization;
using Pharos.Kernel;
using Pharos.Platform.Members.Console;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>Creates a team: <c>/console/teams/new</c></summary>
internal static class AddTeam
{
    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.TeamsManage,
        Find = NewThing.Find,
        Fields =
        [
            new("name", TeamsTexts.TeamName) { WireNames = ["team_name"] },
            new("description", TeamsTexts.TeamDescription),
            new("person_ids", MembersTexts.MembersTitle),
        ],
        Page = async (request, db, _, form) =>
            request.Page<NewTeamPage>(
                form.Status,
                (nameof(NewTeamPage.Form), form),
                (nameof(NewTeamPage.Members), await TeamContext.Members(request, db, []))
            ),
        Submit = async (_, form, op) =>
        {
            var made = await UpsertTeam.Info.Run(SaveTeam.Typed(null, form), op);
            return string.Create(CultureInfo.InvariantCulture, $"{ShowTeams.Path}/{made.TeamId}");
        },
        Notice = new("made", TeamsTexts.TeamCreated),
    };
}
