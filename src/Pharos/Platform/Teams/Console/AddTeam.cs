using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>Creates a team: <c>/console/teams/new</c></summary>
internal static class AddTeam
{
    public static Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.TeamsManage);
        return Page(request, db, new Form());
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.TeamsManage);
        var form = Form.From(request, "name", "description", "person_ids");
        try
        {
            var made = await UpsertTeam.Info.Run(SaveTeam.Typed(null, form), request.Operation(db));
            return request.See(FormattableString.Invariant($"{ShowTeams.Path}/{made.TeamId}?done=made"));
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, SaveTeam.Fields))
        {
            return await Page(request, db, form);
        }
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, Form form) =>
        request.Page<NewTeamPage>(
            form.Status,
            (nameof(NewTeamPage.Form), form),
            (nameof(NewTeamPage.Members), await TeamContext.Members(request, db, []))
        );
}
