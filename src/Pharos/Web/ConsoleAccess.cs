using Pharos.Database;

namespace Pharos.Web;

/// <summary>Identifies the signed-in member. Implemented by the platform, because sessions belong to members.</summary>
/// <param name="CookieName">The name of the session cookie.</param>
/// <param name="FindSession">Returns null for a visitor who is not signed in.</param>
/// <param name="NeedsSetup">Whether the installation has no account yet.</param>
public sealed record ConsoleAccess(
    string CookieName,
    Func<HttpContext, PharosDb, Task<Session?>> FindSession,
    Func<CancellationToken, Task<bool>> NeedsSetup
);
