namespace Pharos.Platform.Invitations;

/// <param name="Hours">How long the link of an invitation works, from the option <c>Pharos:InvitationHours</c>.</param>
public sealed record InvitationLifetime(int Hours);
