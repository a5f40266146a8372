using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Members;
using Pharos.Storage;

namespace Pharos.Api.Accounts;

/// <summary>Changes what an account's pages have in common. From the command line.</summary>
internal static class UpdateAccount
{
    public static async Task Handle(UpdateAccountRequest request, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        var zone = MemberFields.TimeZone(request.TimeZone, "time_zone") ?? throw Problem.Missing("time_zone");
        var accountId = caller.AccountId;

        await using var write = await writes.Begin(db, caller, AuditedOperations.AccountUpdate, request, cancel);
        await write.LockAccount(accountId, cancel);
        var account = await db.Accounts.SingleAsync(a => a.AccountId == accountId, cancel);
        account.TimeZone = zone;
        // Every page shows it.
        foreach (var pageId in await db.Pages.Where(p => p.AccountId == accountId).OrderBy(p => p.PageId).Select(p => p.PageId).ToListAsync(cancel))
            await write.LockPage(accountId, pageId, cancel);
        write.About(account.Name);
        await write.Commit(cancel);
    }
}

/// <param name="TimeZone">An IANA name: pages show times and cut days in it.</param>
internal sealed record UpdateAccountRequest(string? TimeZone);
