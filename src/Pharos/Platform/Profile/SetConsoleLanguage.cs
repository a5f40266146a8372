using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Profile;

/// <summary>Sets the caller's language for the console. Run from the console.</summary>
internal static class SetConsoleLanguage
{
    public static readonly Operation<ChosenLanguage, EmptyResponse> Info = new(
        "Set the language of the console",
        Handle
    )
    {
        Audit = new(OperationTexts.MemberLanguageWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(ChosenLanguage request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        var chosen = string.IsNullOrEmpty(request.Locale) ? null : MemberFields.Locale(request.Locale, "language");

        await using var write = await op.BeginWrite(Info, new ChosenLanguage(chosen));
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        // An explicit choice also becomes the language of emails.
        (member.ConsoleLocale, member.Locale, member.UpdatedAt) = (chosen, chosen ?? member.Locale, op.Clock.Seconds());
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
