using Microsoft.EntityFrameworkCore;
using Pharos.Api.Callers;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.AppKeys;

/// <summary>The caller's own keys, newest first.</summary>
internal static class ListAppKeys
{
    public static async Task<List<AppKeyRow>> Handle(StatusDb db, Caller caller, CancellationToken cancel) =>
        await db.AppKeys.AsNoTracking().Where(k => k.MemberId == caller.MemberId)
            .OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.KeyId).ToListAsync(cancel);
}
