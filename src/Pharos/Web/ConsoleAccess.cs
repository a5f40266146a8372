using Pharos.Database;

namespace Pharos.Web;

/// <summary>
/// How the console knows who is signed in. The platform provides it, because sessions belong to members.
/// </summary>
/// <param name="CookieName">The cookie with the session's token.</param>
/// <param name="FindSession">Null when nobody is signed in.</param>
/// <param name="NeedsSetup">Whether the installation has no account yet.</param>
public sealed record ConsoleAccess(
    string CookieName,
    Func<HttpContext, PharosDb, Task<Session?>> FindSession,
    Func<PharosDb, CancellationToken, Task<bool>> NeedsSetup
);
