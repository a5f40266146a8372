namespace Pharos.Platform.Sessions;

/// <param name="Hours">How long a console session lasts, from the option <c>Pharos:SessionHours</c>.</param>
/// <param name="IdleHours">
/// How long a session lasts without a request, from the option <c>Pharos:SessionIdleHours</c>.
/// </param>
public sealed record SessionLifetime(int Hours, int IdleHours)
{
    /// <summary>Sessions that were last used then or earlier have ended.</summary>
    public long IdleSince(long now) => now - (IdleHours * 3600L);
}
