using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>Saves a team: <c>POST /console/teams/{team_id}</c></summary>
internal static class SaveTeam
{
    public static readonly (string Wire, string Field, TextKey Label)[] Fields =
    [
        ("team_name", "name", TeamsTexts.TeamName),
        ("description", "description", TeamsTexts.TeamDescription),
        ("person_ids", "person_ids", MembersTexts.MembersTitle),
    ];

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.TeamsManage);
        var form = Form.From(request, "name", "description", "person_ids");
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockAccount(request.Caller.AccountId, request.Cancel);
        var shown = await TeamContext.Find(request, db);
        if (shown.Seen != request.Field(ConcurrencyToken.Field))
            return await ChangedMeanwhile(request, db, shown, form);
        try
        {
            await UpsertTeam.Info.Run(Typed(shown.Team.TeamId, form), op.Within(write));
            await write.Commit(request.Cancel);
            return request.See(shown.Path + "?done=saved");
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, Fields))
        {
            return await ShowTeam.Page(request, db, shown, form, form.Status);
        }
    }

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

    public static Pharos.Platform.Invitations.InvitationSender Invitations(ConsoleRequest request) =>
        request.Http.RequestServices.GetRequiredService<Pharos.Platform.Invitations.InvitationSender>();

    private static async Task<IResult> ChangedMeanwhile(ConsoleRequest request, PharosDb db, TeamContext now, Form form)
    {
        form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
        form.ChangedMeanwhile("name", now.Team.TeamName);
        form.ChangedMeanwhile("description", now.Team.Description);
        if (!now.Team.PersonIds.ToHashSet().SetEquals(Typed(null, form).PersonIds!.OfType<long>()))
        {
            var names = await Pharos.Platform.Members.MemberReader.Names(
                db,
                request.Caller,
                [.. now.Team.PersonIds],
                request.Cancel
            );
            form.ChangedMeanwhile(
                "person_ids",
                string.Join(", ", now.Team.PersonIds.Select(id => names.GetValueOrDefault(id, "")))
            );
        }

        return await ShowTeam.Page(request, db, now, form, StatusCodes.Status409Conflict);
    }
}
