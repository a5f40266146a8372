using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;

namespace Pharos.Platform.Sessions;

/// <summary>Signs the calling member in and ends the browser's previous session. Run from the console.</summary>
internal static class BeginSession
{
    public static readonly Operation<NewSession, EmptyResponse> Info = new("Sign in", Handle)
    {
        Audit = new(OperationTexts.SessionWriteCreate) { Record = typeof(UsedBrowser) },
    };

    private static async Task<EmptyResponse> Handle(NewSession request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        await using var write = await op.BeginWrite(Info, new UsedBrowser(request.UserAgent));
        await db
            .Sessions.Where(s => s.ExpiresAt <= request.CreatedAt || s.Digest == request.PreviousDigest)
            .ExecuteDeleteAsync(cancel);
        db.Sessions.Add(
            new SessionRow
            {
                Digest = request.Digest,
                AccountId = caller.AccountId,
                MemberId = caller.MemberId,
                CreatedAt = request.CreatedAt,
                ExpiresAt = request.ExpiresAt,
                ClientAddress = request.ClientAddress,
                UserAgent = request.UserAgent,
            }
        );
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <param name="Digest">SHA-256 of the session's token.</param>
/// <param name="PreviousDigest">The digest of the browser's previous session; null for none.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
internal sealed record NewSession(
    byte[] Digest,
    byte[]? PreviousDigest,
    long CreatedAt,
    long ExpiresAt,
    string? ClientAddress,
    string? UserAgent
);

/// <summary>The audit log's record of a session.</summary>
internal sealed record UsedBrowser(string? UserAgent);
