using Microsoft.EntityFrameworkCore;
using Pharos.Api.Envelope;
using Pharos.Api.Members;
using Pharos.Storage;

namespace Pharos.Api.Accounts;

/// <summary>Changes what an account's pages have in common. From the command line.</summary>
internal static class UpdateAccount
{
    /// <param name="timeZone">An IANA name: pages show times and cut days in it.</param>
    public static async Task Handle(long accountId, string? timeZone, StatusDb db, WriteTransactions writes, CancellationToken cancel)
    {
        var zone = MemberFields.TimeZone(timeZone, "time_zone") ?? throw Problem.Missing("time_zone");
        await using var write = await writes.Begin(db, cancel);
        await write.LockAccount(accountId, cancel);
        var account = await db.Accounts.SingleAsync(a => a.AccountId == accountId, cancel);
        account.TimeZone = zone;
        // Every page shows it.
        foreach (var pageId in await db.Pages.Where(p => p.AccountId == accountId).OrderBy(p => p.PageId).Select(p => p.PageId).ToListAsync(cancel))
            await write.LockPage(accountId, pageId, cancel);
        await write.Commit(cancel);
    }
}
