namespace Pharos.Platform.Members;

// What the audit log keeps of what members do about signing in, beside who did it and when.

/// <summary>Nothing: it is about the caller's own password or second factor, and all else of it is secret.</summary>
internal sealed record OwnSignIn
{
    public static OwnSignIn Instance { get; } = new();
}

internal sealed record ChosenMember(long MemberId);

/// <param name="Locale">Absent for the language that the browser asks for.</param>
internal sealed record ChosenLanguage(string? Locale);

/// <param name="AllOthers">All but the one that it was done in; otherwise one.</param>
internal sealed record EndedSessions(bool AllOthers);
