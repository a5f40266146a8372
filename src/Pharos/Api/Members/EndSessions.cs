using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Members;

/// <summary>Ends sessions of the caller's own, whoever has their cookies. From the console.</summary>
internal static class EndSessions
{
    private const int DigestLetters = 64;

    /// <param name="sessionId">The digest in hexadecimal, as the list of sessions names it.</param>
    public static async Task One(string? sessionId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        var digest = Digest(sessionId);

        await using var write = await writes.Begin(db, caller, AuditedOperations.SessionEnd, new EndedSessions(AllOthers: false), cancel);
        if (await db.Sessions.Where(s => s.Digest == digest && s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel) == 0)
            throw Problem.NotFound("session_id");
        await write.Commit(cancel);
    }

    /// <param name="sessionId">The one that stays.</param>
    public static async Task Others(string? sessionId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        var digest = Digest(sessionId);

        await using var write = await writes.Begin(db, caller, AuditedOperations.SessionEnd, new EndedSessions(AllOthers: true), cancel);
        await db.Sessions.Where(s => s.MemberId == caller.MemberId && s.Digest != digest).ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
    }

    private static byte[] Digest(string? sessionId) =>
        sessionId is { Length: DigestLetters } && sessionId.All(char.IsAsciiHexDigit) ? Convert.FromHexString(sessionId) : throw Problem.NotFound("session_id");
}
