using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Accounts.Console;

/// <summary>Shows the account's name, language and time zone: <c>GET /console/account/organisation</c></summary>
internal static class ShowOrganisation
{
    public const string Path = "/console/account/organisation";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var account = await Read(request, db);
        return Page(
            request,
            account,
            new Form
            {
                ["name"] = account.Name,
                ["locale"] = account.Locale,
                ["time_zone"] = account.TimeZone,
            },
            StatusCodes.Status200OK
        );
    }

    public static IResult Page(ConsoleRequest request, OrganisationView account, Form form, int status) =>
        request.Page<OrganisationPage>(
            status,
            (nameof(OrganisationPage.Organisation), account),
            (nameof(OrganisationPage.Form), form),
            (nameof(OrganisationPage.Saved), request.Query("done") == "saved" && form.IsRight)
        );

    public static Task<OrganisationView> Read(ConsoleRequest request, PharosDb db) =>
        db
            .Accounts.AsNoTracking()
            .Where(a => a.AccountId == request.Caller.AccountId)
            .Select(a => new OrganisationView(a.AccountId, a.Name, a.Locale, a.TimeZone))
            .SingleAsync(request.Cancel);
}

/// <summary>The values that the form shows.</summary>
public sealed record OrganisationView(long AccountId, string Name, string Locale, string TimeZone)
{
    public string Seen => ConcurrencyToken.Create(Name, Locale, TimeZone);
}
