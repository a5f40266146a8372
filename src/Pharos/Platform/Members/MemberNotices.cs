namespace Pharos.Platform.Members;

// The audit log's records of what members do about signing in.

/// <summary>Empty, because everything else about the caller's own password or second factor is secret.</summary>
internal sealed record OwnSignIn
{
    public static OwnSignIn Instance { get; } = new();
}

internal sealed record ChosenMember(long MemberId);

/// <param name="Locale">Absent to follow the browser's language.</param>
internal sealed record ChosenLanguage(string? Locale);

/// <param name="AllOthers">True for all sessions but the caller's current one; false for a single session.</param>
internal sealed record EndedSessions(bool AllOthers);
