using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Profile.Console;

/// <summary>Shows and saves the member's own profile: <c>/console/account/profile</c></summary>
internal static class SaveProfile
{
    public const string Path = "/console/account/profile";

    public static readonly ConsoleForm<ProfileView> Form = new()
    {
        Lock = FormLocks.Account,
        Find = ProfileView.Find,
        Fields =
        [
            new("name", ConsoleTexts.YourNameLabel, profile => profile.Name),
            new("phone", ProfileTexts.ProfilePhone, profile => profile.Phone),
            new("country_code", ProfileTexts.ProfileCountry, profile => profile.CountryCode),
            new("language", ProfileTexts.ProfileLanguage, profile => profile.Language)
            {
                Shown = (profile, request, _) =>
                    new(Languages(request.Texts).FirstOrDefault(l => l.Value == profile.Language).Text ?? ""),
            },
            new("time_zone", ConsoleTexts.TimeZoneLabel, profile => profile.TimeZone),
        ],
        Check = Check,
        Page = (request, _, profile, form) =>
            Task.FromResult(
                request.Page<ProfilePage>(
                    form.Status,
                    (nameof(ProfilePage.Profile), profile),
                    (nameof(ProfilePage.Form), form)
                )
            ),
        Submit = async (_, form, op) =>
        {
            var change = new ResetMemberInfoRequest
            {
                MemberId = op.Caller.MemberId,
                MemberName = form["name"],
                Phone = form["phone"],
                CountryCode = form["country_code"],
                TimeZone = form["time_zone"],
            };
            await ResetMemberInfo.Info.Run(change, op);
            await SetConsoleLanguage.Info.Run(new ChosenLanguage(form["language"]), op);
            return Path;
        },
        Notice = new("saved", ProfileTexts.ProfileSaved),
    };

    public static IReadOnlyList<(string Value, string Text)> Languages(ConsoleLocalizer texts) =>
        [
            ("", texts[ProfileTexts.ProfileLanguageAsAsked]),
            (Language.English.Locale, "English"),
            (Language.Chinese.Locale, "简体中文"),
        ];

    /// <summary>Checks all fields, so that one answer names everything that is wrong.</summary>
    private static Task Check(ConsoleRequest request, PharosDb db, ProfileView profile, Form form)
    {
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
        return Task.CompletedTask;
    }
}
