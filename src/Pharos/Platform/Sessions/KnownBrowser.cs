using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Sessions;

/// <summary>
/// Remembers in an encrypted cookie with which email addresses a browser has signed in. Their failed attempts are
/// counted separately there, so that other people's attempts cannot block the member. The cookie alone opens nothing.
/// </summary>
internal static class KnownBrowser
{
    public const string Cookie = "__Host-pharos-browser";

    private const long Seconds = 365 * 86400L;
    private const int MostAddresses = 5;
    private const int DigestBytes = 8;

    /// <summary>
    /// Returns the ID of the browser if someone has signed in there with this address within a year; null otherwise.
    /// </summary>
    public static string? Find(ConsoleRequest request, string email) =>
        Read(request) is { } known && known.Digests.Contains(Digest(email)) ? known.Id : null;

    public static void Remember(ConsoleRequest request, string email)
    {
        var known = Read(request);
        var id = known?.Id ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var expires = request.Clock.Seconds() + Seconds;
        string[] digests = [Digest(email), .. (known?.Digests ?? []).Where(d => d != Digest(email))];
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{id} {expires} {string.Join(' ', digests.Take(MostAddresses))}"
        );
        request.Http.Response.Cookies.Append(
            Cookie,
            Protector(request).Protect(text),
            new CookieOptions
            {
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
                Expires = DateTimeOffset.FromUnixTimeSeconds(expires),
                IsEssential = true,
            }
        );
    }

    private static (string Id, string[] Digests)? Read(ConsoleRequest request)
    {
        if (request.Http.Request.Cookies[Cookie] is not { Length: > 0 and < 2000 } kept)
            return null;
        try
        {
            return
                Protector(request).Unprotect(kept).Split(' ') is [var id, var expires, .. var digests]
                && long.Parse(expires, CultureInfo.InvariantCulture) > request.Clock.Seconds()
                ? (id, digests)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Digest(string email) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)).AsSpan(0, DigestBytes));

    private static IDataProtector Protector(ConsoleRequest request) =>
        request
            .Http.RequestServices.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("pharos known browser");
}
