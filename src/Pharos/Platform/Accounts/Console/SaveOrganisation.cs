using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Accounts.Console;

/// <summary>
/// Changes what the account's members and pages have in common: <c>POST /console/account/organisation</c>
/// </summary>
internal static class SaveOrganisation
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var form = Form.From(request, "name", "locale", "time_zone");
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockAccount(request.Caller.AccountId, request.Cancel);
        var now = await ShowOrganisation.Read(request, db);
        // Those who may not change it have no field for it.
        if (!request.May(Permissions.StatusPagesManage) && request.Http.Request.Form["time_zone"].Count == 0)
            form["time_zone"] = now.TimeZone;
        if (now.Seen != request.Field(ConcurrencyToken.Field))
            return ChangedMeanwhile(request, form, now);
        try
        {
            var change = new UpdateAccountRequest
            {
                Name = form["name"],
                Locale = form["locale"],
                TimeZone = form["time_zone"],
            };
            await UpdateAccount.Info.Run(change, op.Within(write));
            await write.Commit(request.Cancel);
            return request.See(ShowOrganisation.Path + "?done=saved");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("name", "name", ConsoleTexts.OrganisationLabel),
                    ("locale", "locale", OrganisationTexts.OrganisationLanguage),
                    ("time_zone", "time_zone", OrganisationTexts.OrganisationZone)
                )
            )
        {
            return ShowOrganisation.Page(request, now, form, form.Status);
        }
    }

    private static IResult ChangedMeanwhile(ConsoleRequest request, Form form, OrganisationView now)
    {
        form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
        form.SetConflict("name", now.Name);
        form.SetConflict("time_zone", now.TimeZone);
        return ShowOrganisation.Page(request, now, form, StatusCodes.Status409Conflict);
    }
}
