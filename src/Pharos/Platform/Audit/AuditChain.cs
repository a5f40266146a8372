using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>Checks and prunes the chain of hashes of an account's audit log.</summary>
internal static class AuditChain
{
    /// <summary>Entries that one transaction deletes, so that writers wait only briefly.</summary>
    private const int AtOnce = 1000;

    /// <summary>Checks all entries of an account, in one snapshot.</summary>
    /// <param name="known">The number and hash of an entry that must be in the chain; null for none.</param>
    public static async Task<AuditVerdict> Verify(
        PharosDb db,
        long accountId,
        (long Seq, byte[] Hash)? known,
        CancellationToken cancel
    )
    {
        await using var snapshot = await db.BeginRead(cancel);
        var chain = await db.AuditChains.AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == accountId, cancel);
        var (seq, head) = (chain?.PrunedSeq ?? 0, chain?.PrunedHead ?? AuditLine.NoHash);
        var verdict = new AuditVerdict { First = seq + 1 };
        await foreach (
            var row in db
                .Audit.AsNoTracking()
                .Where(a => a.AccountId == accountId && a.Seq != null)
                .OrderBy(a => a.Seq)
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
        {
            if (row.Seq != seq + 1)
                return verdict with { Fault = AuditFault.Missing, Seq = seq + 1, Row = row };
            var hash = row.ToLine().Hash(head);
            if (row.Hash is null || !hash.AsSpan().SequenceEqual(row.Hash))
                return verdict with { Fault = AuditFault.Changed, Seq = row.Seq!.Value, Row = row };
            if (known is { } other && other.Seq == row.Seq && !other.Hash.AsSpan().SequenceEqual(hash))
                return verdict with { Fault = AuditFault.Replaced, Seq = row.Seq!.Value, Row = row };
            (seq, head) = (seq + 1, hash);
        }

        verdict = verdict with { Seq = seq, Head = head };
        if (chain is not null && (chain.Seq != seq || !chain.Head.AsSpan().SequenceEqual(head)))
            return verdict with { Fault = AuditFault.Missing, Seq = seq + 1 };
        if (known is { } latest && latest.Seq > seq)
            return verdict with { Fault = AuditFault.Missing, Seq = seq + 1 };
        return await CheckUnchained(db, accountId, chain, verdict, cancel);
    }

    /// <summary>
    /// Deletes the entries before a time. Only from the beginning of the chain, whose new beginning is stored, so that
    /// the rest can still be checked.
    /// </summary>
    /// <param name="before">Unix milliseconds.</param>
    /// <returns>The number of deleted entries.</returns>
    public static async Task<long> Prune(
        PharosDb db,
        WriteTransactions writes,
        long accountId,
        long before,
        CancellationToken cancel
    )
    {
        var (deleted, atOnce) = (0L, AtOnce);
        while (true)
        {
            var (read, gone) = await PruneSome(db, writes, accountId, AuditIds.First(before), atOnce, cancel);
            deleted += gone;
            if (read < atOnce)
                return deleted;
            // Entries are out of order after the clock was set back: the next of the chain is further on.
            if (gone == 0)
                atOnce *= 2;
        }
    }

    private static async Task<(int Read, int Deleted)> PruneSome(
        PharosDb db,
        WriteTransactions writes,
        long accountId,
        long before,
        int atOnce,
        CancellationToken cancel
    )
    {
        await using var write = await writes.Begin(db, cancel);
        // Locks the chain until the commit.
        await db
            .AuditChains.Where(c => c.AccountId == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.PrunedSeq, c => c.PrunedSeq), cancel);
        var chain = await db.AuditChains.AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == accountId, cancel);
        var old = await db
            .Audit.AsNoTracking()
            .Where(a => a.AccountId == accountId && a.AuditId < before)
            .OrderBy(a => a.AuditId)
            .Take(atOnce)
            .Select(a => new
            {
                a.AuditId,
                a.Seq,
                a.Hash,
            })
            .ToListAsync(cancel);
        var ids = old.Where(a => a.Seq is null).Select(a => a.AuditId).ToList();
        var unchained = ids.Count;
        var (seq, head) = (chain?.PrunedSeq ?? 0, chain?.PrunedHead ?? AuditLine.NoHash);
        foreach (var entry in old.Where(a => a.Seq is not null).OrderBy(a => a.Seq))
        {
            if (entry.Seq != seq + 1)
                break;
            (seq, head) = (seq + 1, entry.Hash!);
            ids.Add(entry.AuditId);
        }

        foreach (var some in ids.Chunk(AtOnce))
            await db.Audit.Where(a => a.AccountId == accountId && some.Contains(a.AuditId)).ExecuteDeleteAsync(cancel);
        await db
            .AuditChains.Where(c => c.AccountId == accountId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(c => c.PrunedSeq, seq)
                        .SetProperty(c => c.PrunedHead, head)
                        .SetProperty(c => c.Unchained, c => c.Unchained - unchained),
                cancel
            );
        await write.Commit(cancel);
        return (old.Count, ids.Count);
    }

    /// <summary>Entries from before the chain can be deleted unnoticed, but not added.</summary>
    private static async Task<AuditVerdict> CheckUnchained(
        PharosDb db,
        long accountId,
        AuditChainRow? chain,
        AuditVerdict verdict,
        CancellationToken cancel
    )
    {
        var unchained = db.Audit.AsNoTracking().Where(a => a.AccountId == accountId && a.Seq == null);
        verdict = verdict with { Unchained = await unchained.LongCountAsync(cancel) };
        return chain is null || verdict.Unchained == chain.Unchained
            ? verdict
            : verdict with
            {
                Fault = verdict.Unchained > chain.Unchained ? AuditFault.Added : AuditFault.Deleted,
                Row = await unchained.OrderByDescending(a => a.AuditId).FirstOrDefaultAsync(cancel),
            };
    }

    private static AuditLine ToLine(this AuditRow row) =>
        new()
        {
            AccountId = row.AccountId,
            Seq = row.Seq!.Value,
            AuditId = row.AuditId,
            MemberId = row.MemberId,
            MemberName = row.MemberName,
            KeyId = row.KeyId,
            KeyName = row.KeyName,
            Door = WireName<EntryPoint>.ToWire(row.Door),
            ClientAddress = row.ClientAddress,
            RequestId = row.RequestId,
            Operation = row.Operation,
            IsDangerous = row.IsDangerous,
            IsWrite = row.IsWrite,
            About = row.About,
            Body = row.Body,
        };
}

/// <summary>What is wrong with a chain.</summary>
internal enum AuditFault
{
    None,

    /// <summary>An entry, or the one before it, was changed.</summary>
    Changed,

    /// <summary>An entry is missing.</summary>
    Missing,

    /// <summary>The chain is consistent, but an entry has another hash than the one noted elsewhere.</summary>
    Replaced,

    /// <summary>There are more entries outside of the chain than when it began.</summary>
    Added,

    /// <summary>There are fewer entries outside of the chain than when it began.</summary>
    Deleted,
}

/// <summary>The result of checking a chain.</summary>
internal sealed record AuditVerdict
{
    public AuditFault Fault { get; init; }

    /// <summary>The number of the first entry that was not pruned.</summary>
    public long First { get; init; }

    /// <summary>The number of the first bad entry, or of the last good one.</summary>
    public long Seq { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public byte[] Head { get; init; } = AuditLine.NoHash;

    /// <summary>Entries from before the chain.</summary>
    public long Unchained { get; init; }

    /// <summary>The first bad entry, or the one after a missing one; null without one.</summary>
    public AuditRow? Row { get; init; }
}
