using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Storage;

namespace Pharos.Api.Members;

/// <summary>Sets the language that the console speaks to the caller. From the console.</summary>
internal static class SetConsoleLanguage
{
    /// <param name="locale">One of a member's locales; null or empty for the language that the browser asks for.</param>
    public static async Task Handle(string? locale, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        var chosen = string.IsNullOrEmpty(locale) ? null : MemberFields.Locale(locale, "language");

        await using var write = await writes.Begin(db, caller, AuditedOperations.MemberLanguage, new ChosenLanguage(chosen), cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        // Who says it outright is written to in it as well.
        (member.ConsoleLocale, member.Locale, member.UpdatedAt) = (chosen, chosen ?? member.Locale, clock.Seconds());
        await write.Commit(cancel);
    }
}
