namespace Pharos.Platform.Sessions;

/// <param name="Hours">How long a console session lasts, from the option <c>Pharos:SessionHours</c>.</param>
public sealed record SessionLifetime(int Hours);
