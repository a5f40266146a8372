using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Profile.Console;

/// <summary>Shows the member's own name, phone, language and time zone: <c>GET /console/account/profile</c></summary>
internal static class ShowProfile
{
    public const string Path = "/console/account/profile";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var profile = await Read(request, db);
        var form = new Form
        {
            ["name"] = profile.Name,
            ["phone"] = profile.Phone,
            ["country_code"] = profile.CountryCode,
            ["language"] = profile.Language,
            ["time_zone"] = profile.TimeZone,
        };
        return Page(request, profile, form, form.Status);
    }

    public static IResult Page(ConsoleRequest request, ProfileView profile, Form form, int status) =>
        request.Page<ProfilePage>(
            status,
            (nameof(ProfilePage.Profile), profile),
            (nameof(ProfilePage.Form), form),
            (nameof(ProfilePage.Saved), request.Query("done") == "saved" && form.IsRight)
        );

    public static Task<ProfileView> Read(ConsoleRequest request, PharosDb db) =>
        db
            .Members.AsNoTracking()
            .Where(m => m.MemberId == request.Caller.MemberId)
            .Select(m => new ProfileView(
                m.Email,
                m.Name,
                m.Phone ?? "",
                m.CountryCode ?? "",
                m.ConsoleLocale ?? "",
                m.TimeZone
            ))
            .SingleAsync(request.Cancel);
}

/// <summary>The values that the form shows.</summary>
/// <param name="Language">A locale; empty to follow the browser.</param>
public sealed record ProfileView(
    string Email,
    string Name,
    string Phone,
    string CountryCode,
    string Language,
    string TimeZone
)
{
    public string Seen => ConcurrencyToken.Create(Name, Phone, CountryCode, Language, TimeZone);
}
