using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Accounts.Console;

/// <summary>Shows and saves the account's name, language and time zone: <c>/console/account/organization</c></summary>
internal static class SaveOrganization
{
    public const string Path = "/console/account/organization";

    public static readonly IReadOnlyList<(string Value, string Text)> Languages =
    [
        (Language.English.Locale, "English"),
        (Language.Chinese.Locale, "简体中文"),
    ];

    public static readonly ConsoleForm<OrganizationView> Form = new()
    {
        Permission = Permissions.MembersManage,
        Lock = FormLocks.Account,
        Find = OrganizationView.Find,
        Fields =
        [
            new("name", ConsoleTexts.OrganizationLabel, account => account.Name),
            new("locale", OrganizationTexts.OrganizationLanguage, account => account.Locale)
            {
                Shown = (account, _, _) => new(Languages.FirstOrDefault(l => l.Value == account.Locale).Text ?? ""),
            },
            new("time_zone", OrganizationTexts.OrganizationZone, account => account.TimeZone),
        ],
        Check = Check,
        Page = (request, _, account, form) =>
            Task.FromResult(
                request.Page<OrganizationPage>(
                    form.Status,
                    (nameof(OrganizationPage.Organization), account),
                    (nameof(OrganizationPage.Form), form)
                )
            ),
        Submit = async (_, form, op) =>
        {
            var change = new UpdateAccountRequest
            {
                Name = form["name"],
                Locale = form["locale"],
                TimeZone = form["time_zone"],
            };
            await UpdateAccount.Info.Run(change, op);
            return Path;
        },
        Notice = new("saved", OrganizationTexts.OrganizationSaved),
    };

    /// <summary>The form has no time zone field for members who must not change it.</summary>
    private static Task Check(ConsoleRequest request, PharosDb db, OrganizationView account, Form form)
    {
        if (!request.May(Permissions.StatusPagesManage) && request.Http.Request.Form["time_zone"].Count == 0)
            form["time_zone"] = account.TimeZone;
        return Task.CompletedTask;
    }
}
