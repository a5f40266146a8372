using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Profile.Console;

/// <summary>Changes the member's own profile: <c>POST /console/account/profile</c></summary>
internal static class SaveProfile
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = Form.From(request, "name", "phone", "country_code", "language", "time_zone");
        var texts = request.Texts;
        form.Check(texts, "name", ConsoleTexts.YourNameLabel, () => MemberFields.Name(form["name"], "name"));
        form.Check(texts, "phone", ProfileTexts.ProfilePhone, () => MemberFields.Phone(form["phone"], "phone") ?? "");
        form.Check(texts, "country_code", ProfileTexts.ProfileCountry, () =>
            MemberFields.CountryCode(form["country_code"], "country_code") ?? ""
        );
        form.Check(texts, "language", ProfileTexts.ProfileLanguage, () =>
            form["language"].Length == 0 ? "" : MemberFields.Locale(form["language"], "language")!
        );
        form.Check(texts, "time_zone", ConsoleTexts.TimeZoneLabel, () =>
            MemberFields.TimeZone(form["time_zone"], "time_zone") ?? throw Errors.Missing("time_zone")
        );

        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockAccount(request.Caller.AccountId, request.Cancel);
        var now = await ShowProfile.Read(request, db);
        if (!form.IsRight)
            return ShowProfile.Page(request, now, form, form.Status);
        if (now.Seen != request.Field(ConcurrencyToken.Field))
            return ChangedMeanwhile(request, form, now);

        var change = new ResetMemberInfoRequest
        {
            MemberId = request.Caller.MemberId,
            MemberName = form["name"],
            Phone = form["phone"],
            CountryCode = form["country_code"],
            TimeZone = form["time_zone"],
        };
        await ResetMemberInfo.Info.Run(change, op.Within(write));
        await SetConsoleLanguage.Info.Run(new ChosenLanguage(form["language"]), op.Within(write));
        await write.Commit(request.Cancel);
        return request.See(ShowProfile.Path + "?done=saved");
    }

    private static IResult ChangedMeanwhile(ConsoleRequest request, Form form, ProfileView now)
    {
        form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
        form.SetConflict("name", now.Name);
        form.SetConflict("phone", now.Phone);
        form.SetConflict("country_code", now.CountryCode);
        form.SetConflict("time_zone", now.TimeZone);
        return ShowProfile.Page(request, now, form, StatusCodes.Status409Conflict);
    }
}
