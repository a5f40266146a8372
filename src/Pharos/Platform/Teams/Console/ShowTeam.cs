using Pharos.Database;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>Shows a team, as a form for members who manage teams: <c>GET /console/teams/{team_id}</c></summary>
internal static class ShowTeam
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var shown = await TeamContext.Find(request, db);
        return await Page(request, db, shown, shown.Form(), StatusCodes.Status200OK);
    }

    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        TeamContext shown,
        Form form,
        int status
    ) =>
        request.Page<TeamPage>(
            status,
            (nameof(TeamPage.Shown), shown),
            (nameof(TeamPage.Form), form),
            (nameof(TeamPage.Members), await TeamContext.Members(request, db, shown.Team.PersonIds)),
            (nameof(TeamPage.Done), Done(request))
        );

    private static string? Done(ConsoleRequest request) =>
        request.Query("done") switch
        {
            "made" => request.Texts[TeamsTexts.TeamMade],
            "saved" => request.Texts[TeamsTexts.TeamSaved],
            _ => null,
        };
}
