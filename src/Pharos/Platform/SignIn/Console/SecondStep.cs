using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.SignIn.Console;

/// <summary>
/// Remembers in an encrypted cookie that a browser has passed the password step and still needs a code. Valid for some
/// minutes and until the password changes. The cookie alone opens nothing.
/// </summary>
internal static class SecondStep
{
    public const string Cookie = "__Host-pharos-second-step";
    public const string Path = "/console/sign-in/code";

    private const long Seconds = 10 * 60;

    public static Task<bool> IsDue(PharosDb db, long memberId, CancellationToken cancel) =>
        db.SecondFactors.AnyAsync(f => f.MemberId == memberId && f.ConfirmedAt != null, cancel);

    public static void Begin(ConsoleRequest request, PasswordMember member)
    {
        var expires = request.Clock.Seconds() + Seconds;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{member.MemberId} {expires} {Fingerprint(member.PasswordHash)}"
        );
        request.Http.Response.Cookies.Append(
            Cookie,
            Protector(request).Protect(text),
            Attributes(DateTimeOffset.FromUnixTimeSeconds(expires))
        );
    }

    /// <summary>
    /// Returns the member who passed the password step. Null if none did, the cookie has expired, the password has
    /// changed, or no code is needed.
    /// </summary>
    public static async Task<PasswordMember?> Find(ConsoleRequest request, PharosDb db)
    {
        if (
            Read(request) is not [var id, var expires, var fingerprint]
            || long.Parse(expires, CultureInfo.InvariantCulture) <= request.Clock.Seconds()
        )
            return null;
        var memberId = long.Parse(id, CultureInfo.InvariantCulture);
        var member = await db
            .Members.AsNoTracking()
            .Where(m => m.MemberId == memberId && m.Status == MemberStatus.Enabled && m.PasswordHash != null)
            .Select(m => new PasswordMember(m.AccountId, m.MemberId, m.Email, m.PasswordHash!))
            .SingleOrDefaultAsync(request.Cancel);
        return
            member is not null
            && Fingerprint(member.PasswordHash) == fingerprint
            && await IsDue(db, memberId, request.Cancel)
            ? member
            : null;
    }

    public static void End(ConsoleRequest request) => request.Http.Response.Cookies.Delete(Cookie, Attributes(null));

    private static string[]? Read(ConsoleRequest request)
    {
        if (request.Http.Request.Cookies[Cookie] is not { Length: > 0 and < 2000 } kept)
            return null;
        try
        {
            return Protector(request).Unprotect(kept).Split(' ');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Fingerprint(string passwordHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)).AsSpan(0, 16));

    private static IDataProtector Protector(ConsoleRequest request) =>
        request
            .Http.RequestServices.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("pharos second step");

    private static CookieOptions Attributes(DateTimeOffset? expires) =>
        new()
        {
            Secure = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            Expires = expires,
            IsEssential = true,
        };
}

/// <summary>A member whose password was right.</summary>
internal sealed record PasswordMember(long AccountId, long MemberId, string Email, string PasswordHash);
