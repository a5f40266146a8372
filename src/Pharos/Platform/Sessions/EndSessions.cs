using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Sessions;

/// <summary>Ends sessions of the caller, in any browser. Run from the console.</summary>
internal static class EndSessions
{
    private const int DigestLetters = 64;

    public static readonly Operation<EndSessionRequest, EmptyResponse> One = new("End one session", EndOne)
    {
        Audit = new(OperationTexts.SessionWriteEnd) { Record = typeof(EndedSessions) },
    };

    /// <summary>Ends all sessions except the request's own.</summary>
    public static readonly Operation<EndSessionRequest, EmptyResponse> Others = new("End all other sessions", EndOthers)
    {
        Audit = One.Audit,
    };

    private static async Task<EmptyResponse> EndOne(EndSessionRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        var digest = Digest(request.SessionId);

        await using var write = await op.BeginWrite(One, new EndedSessions(AllOthers: false));
        if (
            await db.Sessions.Where(s => s.Digest == digest && s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel)
            == 0
        )
            throw Errors.NotFound("session_id");
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static async Task<EmptyResponse> EndOthers(EndSessionRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        var digest = Digest(request.SessionId);

        await using var write = await op.BeginWrite(Others, new EndedSessions(AllOthers: true));
        await db.Sessions.Where(s => s.MemberId == caller.MemberId && s.Digest != digest).ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static byte[] Digest(string? sessionId) =>
        sessionId is { Length: DigestLetters } && sessionId.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(sessionId)
            : throw Errors.NotFound("session_id");
}

/// <param name="SessionId">The session's digest in hexadecimal, as in the list of sessions.</param>
internal sealed record EndSessionRequest(string? SessionId);
