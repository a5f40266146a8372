using Microsoft.EntityFrameworkCore;
using Pharos.Api.Callers;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.AppKeys;

/// <summary>The caller's own keys, newest first.</summary>
internal static class ListAppKeys
{
    public static async Task<List<AppKeyRow>> Handle(OperationContext op) =>
        await op.Db.AppKeys.AsNoTracking().Where(k => k.MemberId == op.Caller.MemberId)
            .OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.KeyId).ToListAsync(op.Cancel);
}
