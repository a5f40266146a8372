using Pharos.Http;
using Pharos.Platform.Security;

namespace Pharos.Platform.Sessions;

/// <summary>Sessions of the console, and the password that begins them; without public routes.</summary>
internal static class SessionsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [BeginSession.Info, EndOwnSession.Info, EndSessions.One, EndSessions.Others, ChangePassword.Info];
}
