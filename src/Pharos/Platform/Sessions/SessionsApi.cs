using Pharos.Http;
using Pharos.Platform.Security;

namespace Pharos.Platform.Sessions;

/// <summary>Operations on sessions and passwords, without public routes.</summary>
internal static class SessionsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [BeginSession.Info, EndOwnSession.Info, EndSessions.One, EndSessions.Others, ChangePassword.Info];
}
