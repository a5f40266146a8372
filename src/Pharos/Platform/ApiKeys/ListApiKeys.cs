using Microsoft.EntityFrameworkCore;
using Pharos.Http;

namespace Pharos.Platform.ApiKeys;

/// <summary>Lists the caller's own keys, newest first. Offered by the console only.</summary>
internal static class ListApiKeys
{
    public static readonly Operation<OwnApiKeys, List<ApiKeyRow>> Info = new("List own API keys", Handle)
    {
        Kind = OperationKind.Read,
    };

    private static Task<List<ApiKeyRow>> Handle(OwnApiKeys request, OperationContext op) =>
        op
            .Db.ApiKeys.AsNoTracking()
            .Where(k => k.MemberId == op.Caller.MemberId)
            .OrderByDescending(k => k.CreatedAt)
            .ThenByDescending(k => k.KeyId)
            .ToListAsync(op.Cancel);
}

/// <summary>A request without parameters.</summary>
internal sealed record OwnApiKeys
{
    public static OwnApiKeys Instance { get; } = new();
}
