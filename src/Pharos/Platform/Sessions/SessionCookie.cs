using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Roles;
using Pharos.Web;

namespace Pharos.Platform.Sessions;

/// <summary>
/// Begins, finds and ends sessions. The cookie has a random token and the database its digest, so reading the database
/// does not let anyone in.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "__Host-pharos-session";

    private const int TokenBytes = 32;

    /// <summary>
    /// Returns null if no member is signed in, or the session has expired or ended, or the member is disabled or
    /// deleted.
    /// </summary>
    public static async Task<Session?> Find(HttpContext http, PharosDb db)
    {
        if (Digest(http.Request) is not { } digest)
            return null;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().Seconds();
        var found = await (
            from session in db.Sessions.AsNoTracking()
            join member in db.Members on session.MemberId equals member.MemberId
            join account in db.Accounts on member.AccountId equals account.AccountId
            where session.Digest == digest && session.ExpiresAt > now && member.Status == MemberStatus.Enabled
            select new
            {
                LastUsedAt = session.LastUsedAt ?? session.CreatedAt,
                account.AccountId,
                AccountName = account.Name,
                member.MemberId,
                member.Name,
                member.Email,
                member.TimeZone,
                member.Locale,
                member.ConsoleLocale,
                Roles = member.Roles.Select(r => r.RoleId).ToList(),
            }
        ).SingleOrDefaultAsync(http.RequestAborted);
        var id = Convert.ToHexStringLower(digest);
        var uses = http.RequestServices.GetRequiredService<SessionUses>();
        if (found is null || Math.Max(found.LastUsedAt, uses.Last(id) ?? 0) <= Lifetime(http).IdleSince(now))
            return null;
        var caller = new Caller(
            found.AccountId,
            found.MemberId,
            await BuiltInRoles.Allow(db, found.AccountId, found.Roles, http.RequestAborted)
        )
        {
            Plan = http.RequestServices.GetRequiredService<AccountPlans>().Of(found.AccountId),
            RequestSource = RequestSources.FromConsole(http),
        };
        uses.Note(id, now);
        return new Session(id, caller, found.Name, found.Email, found.AccountName, found.TimeZone, found.Locale)
        {
            Language = found.ConsoleLocale is { } chosen ? Language.FromLocale(chosen) : null,
        };
    }

    /// <summary>Signs a member in with a new token and ends the browser's previous session.</summary>
    public static async Task Begin(ConsoleRequest request, PharosDb db, long accountId, long memberId)
    {
        var http = request.Http;
        var now = request.Clock.Seconds();
        var expires = now + (Lifetime(http).Hours * 3600L);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var before = Digest(http.Request);

        var caller = new Caller(accountId, memberId, Permissions.None)
        {
            RequestSource = RequestSources.FromConsole(http),
        };
        var session = new NewSession(
            SHA256.HashData(Encoding.ASCII.GetBytes(token)),
            before,
            now,
            expires,
            ClientAddress.Read(http) is { Length: > 0 } address ? address : null,
            UserAgent(http.Request)
        );
        await BeginSession.Info.Run(session, request.Operation(db).As(caller));
        KnownBrowser.Remember(
            request,
            await db.Members.Where(m => m.MemberId == memberId).Select(m => m.Email).SingleAsync(request.Cancel)
        );
        http.Response.Cookies.Append(Name, token, Attributes(DateTimeOffset.FromUnixTimeSeconds(expires)));
    }

    private static SessionLifetime Lifetime(HttpContext http) =>
        http.RequestServices.GetRequiredService<SessionLifetime>();

    /// <summary>Signs out and voids the token.</summary>
    public static async Task End(ConsoleRequest request, PharosDb db)
    {
        if (Digest(request.Http.Request) is not { } digest || request.Session is null)
            return;
        await EndOwnSession.Info.Run(new EndedSession(digest, UserAgent(request.Http.Request)), request.Operation(db));
        request.Http.Response.Cookies.Delete(Name, Attributes(null));
    }

    /// <summary>Lax, so that links in emails open with the session. Antiforgery tokens protect the forms.</summary>
    private static CookieOptions Attributes(DateTimeOffset? expires) =>
        new()
        {
            Secure = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            Expires = expires,
            IsEssential = true,
        };

    private static byte[]? Digest(HttpRequest request) =>
        request.Cookies[Name] is { Length: TokenBytes * 2 } token
            ? SHA256.HashData(Encoding.UTF8.GetBytes(token))
            : null;

    private static string? UserAgent(HttpRequest request)
    {
        var text = request.Headers.UserAgent.ToString();
        return text.Length == 0 ? null : text[..Math.Min(text.Length, 255)];
    }
}
