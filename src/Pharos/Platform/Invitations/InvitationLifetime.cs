namespace Pharos.Platform.Invitations;

/// <param name="Hours">How long an invitation link works, from the option <c>Pharos:InvitationHours</c>.</param>
public sealed record InvitationLifetime(int Hours);
