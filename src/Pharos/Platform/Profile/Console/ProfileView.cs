using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.Platform.Profile.Console;

/// <summary>What the form shows of the member.</summary>
/// <param name="Language">A locale; empty for the language that the browser asks for.</param>
public sealed record ProfileView(
    string Email,
    string Name,
    string Phone,
    string CountryCode,
    string Language,
    string TimeZone
)
{
    internal static Task<ProfileView> Find(ConsoleRequest request, PharosDb db) =>
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
