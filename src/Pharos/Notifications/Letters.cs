using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.Notifications;

/// <summary>Single mails: written down in the transaction that owes them, claimed and sent before all announcements.</summary>
internal sealed class Letters(IDbContextFactory<PharosDb> databases, WriteTransactions writes, DeliveryNode node, TimeProvider clock)
{
    /// <summary>Records a mail to be sent, within the transaction of the caller.</summary>
    public static void Record(WriteTransaction write, LetterKind kind, PageRow page, string recipient, string locale, string token, long expiresAt, TimeProvider clock)
    {
        var now = clock.Seconds();
        write.Db.Letters.Add(new LetterRow
        {
            LetterId = Ids.NewInteger(), Kind = kind, AccountId = page.AccountId, PageId = page.PageId, Recipient = recipient, Mailbox = Mailbox.From(recipient), Locale = locale, Token = token,
            State = DeliveryState.Waiting, NextAttemptAt = now, ExpiresAt = expiresAt, CreatedAt = now,
        });
        write.SignalOutbox();
    }

    public async Task<List<LetterWork>> Claim(int most, CancellationToken cancel)
    {
        var now = clock.Seconds();
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await Due(db, now).AnyAsync(cancel))
            return [];
        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        await db.Letters.Where(l => l.State == DeliveryState.Waiting && l.ClaimedBy == null && l.ExpiresAt <= now).ExecuteUpdateAsync(
            l => l.SetProperty(r => r.State, DeliveryState.Failed).SetProperty(r => r.Token, ""), cancel);
        var letters = await Due(db, now).OrderBy(l => l.NextAttemptAt).Take(most).ToListAsync(cancel);
        foreach (var letter in letters)
            letter.ClaimedBy = node.Name;
        var pageIds = letters.Select(l => l.PageId ?? 0).Distinct().ToList();
        var pages = await db.Pages.AsNoTracking().Where(p => EF.Parameter(pageIds).Contains(p.PageId)).ToDictionaryAsync(p => p.PageId, cancel);
        var accountIds = letters.Where(l => l.PageId is null).Select(l => l.AccountId).Distinct().ToList();
        var accounts = await db.Accounts.Where(a => EF.Parameter(accountIds).Contains(a.AccountId)).ToDictionaryAsync(a => a.AccountId, a => a.Name, cancel);
        await write.Commit(cancel);
        return [.. letters.Select(l => l.PageId is { } id ? new LetterWork(l, pages[id], pages[id].Name) : new LetterWork(l, null, accounts[l.AccountId]))];
    }

    public async Task Record(LetterWork work, SendResult result, CancellationToken cancel)
    {
        var (id, claim) = (work.Letter.LetterId, work.Letter.ClaimedBy);
        var now = clock.Seconds();
        var attempts = work.Letter.Attempts + 1;
        var next = result.Kind is SendResultKind.Sent or SendResultKind.Refused ? null
            : RetrySchedule.Next(attempts, work.Letter.CreatedAt, now, Random.Shared.NextDouble(), result.WaitSeconds);
        var state = result.Kind == SendResultKind.Sent ? DeliveryState.Sent : next is null ? DeliveryState.Failed : DeliveryState.Waiting;
        // The secret of its link is in the mail now, and needed here no more.
        var token = state == DeliveryState.Waiting ? work.Letter.Token : "";
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await db.Letters.Where(l => l.LetterId == id && l.ClaimedBy == claim).ExecuteUpdateAsync(
            l => l.SetProperty(r => r.State, state).SetProperty(r => r.Token, token).SetProperty(r => r.Attempts, attempts).SetProperty(r => r.NextAttemptAt, next ?? now)
                .SetProperty(r => r.LastError, result.Reason).SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await write.Commit(cancel);
    }

    private static IQueryable<LetterRow> Due(PharosDb db, long now) =>
        db.Letters.Where(l => l.State == DeliveryState.Waiting && l.ClaimedBy == null && l.NextAttemptAt <= now);
}
