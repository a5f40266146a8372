using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;

namespace Pharos.Platform.Sessions;

/// <summary>Signs the calling member out: the session's token no longer works. Run from the console.</summary>
internal static class EndOwnSession
{
    public static readonly Operation<EndedSession, EmptyResponse> Info = new("Sign out", Handle)
    {
        Audit = new(OperationTexts.SessionWriteDelete) { Record = typeof(UsedBrowser) },
    };

    private static async Task<EmptyResponse> Handle(EndedSession request, OperationContext op)
    {
        await using var write = await op.BeginWrite(Info, new UsedBrowser(request.UserAgent));
        await op.Db.Sessions.Where(s => s.Digest == request.Digest).ExecuteDeleteAsync(op.Cancel);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }
}

/// <param name="Digest">SHA-256 of the session's token.</param>
internal sealed record EndedSession(byte[] Digest, string? UserAgent);
