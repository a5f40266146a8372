using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http.Idempotency;

/// <summary>A write that its sender has named: sent again under that name, it is not done again.</summary>
/// <param name="AccountId">Names are the account's.</param>
/// <param name="Sender">Who alone may have it answered again, such as an APP Key's ID.</param>
/// <param name="Secret">What only the sender has and no database: the answer is kept under it.</param>
/// <param name="Digest">Of what is asked.</param>
/// <param name="Conflict">The error when the name was used for another write, or by another sender.</param>
internal sealed record IdempotentRequest(
    long AccountId,
    string Name,
    string Sender,
    string Secret,
    byte[] Digest,
    Message Conflict
);

/// <summary>
/// Does a named write once: what it does and what it is answered are committed together, and for 24 hours the same name
/// gets that answer. One sent again while the first is under way waits for it. A write that is refused leaves its name
/// free.
/// </summary>
internal sealed class IdempotentWrites(WriteTransactions writes, TimeProvider clock)
{
    public const long KeptSeconds = 24 * 3600;

    private const long SecondsBetweenClearings = 600;

    private long clearedAt;

    /// <param name="op">In no transaction yet.</param>
    /// <param name="asked">The write and its name.</param>
    /// <param name="write">
    /// Runs within the transaction that is begun here, and returns the answer to keep. Null rolls the transaction back:
    /// nothing was done, and the name stays free.
    /// </param>
    /// <exception cref="ApiException">
    /// <see cref="IdempotentRequest.Conflict"/>, or what <paramref name="write"/> threw.
    /// </exception>
    public async Task<(byte[]? Answer, bool IsReplay)> RunOnce(
        OperationContext op,
        IdempotentRequest asked,
        Func<OperationContext, Task<byte[]?>> write
    )
    {
        var (db, _, cancel) = op;
        var now = clock.Seconds();
        await Clear(db, now, cancel);
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(asked.Name));
        await using var transaction = await writes.Begin(db, cancel);
        if (!await Claim(db, asked, name, now, cancel))
            return (await Kept(db, asked, name, cancel), true);

        if (await write(op.Within(transaction)) is not { } answer)
            return (null, false);
        var kept = Sealed(answer, asked, name);
        await db
            .IdempotencyKeys.Where(k => k.AccountId == asked.AccountId && k.Name == name)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.Answer, kept), cancel);
        await transaction.Commit(cancel);
        return (answer, false);
    }

    /// <summary>Takes the name, and waits for whoever is about to. False when it is taken.</summary>
    private static async Task<bool> Claim(
        PharosDb db,
        IdempotentRequest asked,
        byte[] name,
        long now,
        CancellationToken cancel
    )
    {
        await db
            .IdempotencyKeys.Where(k =>
                k.AccountId == asked.AccountId && k.Name == name && k.CreatedAt <= now - KeptSeconds
            )
            .ExecuteDeleteAsync(cancel);
        return await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO idempotency_keys (account_id, name, sender, digest, created_at, answer)
                VALUES ({asked.AccountId}, {name}, {asked.Sender}, {asked.Digest}, {now}, {Array.Empty<byte>()}) ON CONFLICT DO NOTHING
                """,
                cancel
            ) == 1;
    }

    private static async Task<byte[]> Kept(PharosDb db, IdempotentRequest asked, byte[] name, CancellationToken cancel)
    {
        var row = await db
            .IdempotencyKeys.AsNoTracking()
            .SingleAsync(k => k.AccountId == asked.AccountId && k.Name == name, cancel);
        if (row.Sender != asked.Sender || !row.Digest.AsSpan().SequenceEqual(asked.Digest))
            throw new ApiException(ErrorCode.InvalidParameter, asked.Conflict) { Reason = ErrorReason.AlreadyUsed };
        return Opened(row, asked);
    }

    /// <summary>
    /// Deletes what is too old to count, now and then and apart from any write, so that no write waits for it.
    /// </summary>
    private async Task Clear(PharosDb db, long now, CancellationToken cancel)
    {
        var before = Volatile.Read(ref clearedAt);
        if (
            Math.Abs(now - before) < SecondsBetweenClearings
            || Interlocked.CompareExchange(ref clearedAt, now, before) != before
        )
            return;
        await using var clearing = await writes.Begin(db, cancel);
        await db.IdempotencyKeys.Where(k => k.CreatedAt <= now - KeptSeconds).ExecuteDeleteAsync(cancel);
        await clearing.Commit(cancel);
    }

    private static byte[] Sealed(byte[] answer, IdempotentRequest asked, byte[] name)
    {
        var kept = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + answer.Length];
        var (nonce, tag, cipher) = Parts(kept);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = Cipher(asked, name);
        aes.Encrypt(nonce.Span, answer, cipher.Span, tag.Span);
        return kept;
    }

    private static byte[] Opened(IdempotencyKeyRow row, IdempotentRequest asked)
    {
        var (nonce, tag, cipher) = Parts(row.Answer);
        var answer = new byte[cipher.Length];
        using var aes = Cipher(asked, row.Name);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, answer);
        return answer;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] kept)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (kept.AsMemory(0, nonce), kept.AsMemory(nonce, tag), kept.AsMemory(nonce + tag));
    }

    private static AesGcm Cipher(IdempotentRequest asked, byte[] name) =>
        new(
            HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                Encoding.UTF8.GetBytes(asked.Secret),
                32,
                salt: name,
                info: "pharos idempotent answer"u8.ToArray()
            ),
            AesGcm.TagByteSizes.MaxSize
        );
}
