using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.ApiKeys;

/// <summary>Lists the caller's own keys, newest first.</summary>
internal static class ListApiKeys
{
    public static async Task<List<ApiKeyRow>> Handle(OperationContext op) =>
        await op
            .Db.ApiKeys.AsNoTracking()
            .Where(k => k.MemberId == op.Caller.MemberId)
            .OrderByDescending(k => k.CreatedAt)
            .ThenByDescending(k => k.KeyId)
            .ToListAsync(op.Cancel);
}
