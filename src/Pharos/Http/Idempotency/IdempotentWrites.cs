using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http.Idempotency;

/// <summary>A write with an idempotency key: the same request with the same key runs only once.</summary>
/// <param name="AccountId">The account that the key belongs to.</param>
/// <param name="Sender">The sender, such as the ID of an API key. Each sender has keys of its own.</param>
/// <param name="Name">The idempotency key.</param>
/// <param name="Secret">A secret of the sender that is not stored; it encrypts the stored response.</param>
/// <param name="Digest">SHA-256 of the request.</param>
/// <param name="Conflict">The error if the sender has used the key for another request.</param>
internal sealed record IdempotentRequest(
    long AccountId,
    string Sender,
    string Name,
    string Secret,
    byte[] Digest,
    Message Conflict
);

/// <summary>
/// Runs a write with an idempotency key once. The write and its response are committed together, and the response is
/// replayed for 24 hours. A repeated request waits for one in progress. A failed write leaves its key unused.
/// </summary>
internal sealed class IdempotentWrites(WriteTransactions writes, TimeProvider clock)
{
    public const long RetentionSeconds = 24 * 3600;

    private const long CleanupIntervalSeconds = 600;

    private long cleanedUpAt;

    /// <param name="op">The context, outside any transaction.</param>
    /// <param name="request">The request and its key.</param>
    /// <param name="write">
    /// Runs in a new transaction and returns the response to store. Null rolls the transaction back and leaves the key
    /// unused.
    /// </param>
    /// <exception cref="ApiException">
    /// <see cref="IdempotentRequest.Conflict"/>, or an error of <paramref name="write"/>.
    /// </exception>
    public async Task<(byte[]? Response, bool IsReplay)> RunOnce(
        OperationContext op,
        IdempotentRequest request,
        Func<OperationContext, Task<byte[]?>> write
    )
    {
        var (db, _, cancel) = op;
        var now = clock.Seconds();
        await DeleteExpired(db, now, cancel);
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(request.Name));
        await using var transaction = await writes.Begin(db, cancel);
        if (!await Claim(db, request, name, now, cancel))
            return (await ReadResponse(db, request, name, cancel), true);

        if (await write(op.Within(transaction)) is not { } response)
            return (null, false);
        var encrypted = Encrypt(response, request, name);
        await db
            .IdempotencyKeys.Where(k =>
                k.AccountId == request.AccountId && k.Sender == request.Sender && k.Name == name
            )
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.Answer, encrypted), cancel);
        await transaction.Commit(cancel);
        return (response, false);
    }

    /// <summary>Claims the key, waiting for a concurrent claim. False if the key is already used.</summary>
    private static async Task<bool> Claim(
        PharosDb db,
        IdempotentRequest request,
        byte[] name,
        long now,
        CancellationToken cancel
    )
    {
        await db
            .IdempotencyKeys.Where(k =>
                k.AccountId == request.AccountId
                && k.Sender == request.Sender
                && k.Name == name
                && k.CreatedAt <= now - RetentionSeconds
            )
            .ExecuteDeleteAsync(cancel);
        var noResponse = Array.Empty<byte>();
        return await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO idempotency_keys (account_id, sender, name, digest, created_at, answer)
                VALUES ({request.AccountId}, {request.Sender}, {name}, {request.Digest}, {now}, {noResponse})
                ON CONFLICT DO NOTHING
                """,
                cancel
            ) == 1;
    }

    private static async Task<byte[]> ReadResponse(
        PharosDb db,
        IdempotentRequest request,
        byte[] name,
        CancellationToken cancel
    )
    {
        var row = await db
            .IdempotencyKeys.AsNoTracking()
            .SingleAsync(k => k.AccountId == request.AccountId && k.Sender == request.Sender && k.Name == name, cancel);
        if (!row.Digest.AsSpan().SequenceEqual(request.Digest))
            throw new ApiException(ErrorCode.InvalidParameter, request.Conflict) { Reason = ErrorReason.AlreadyUsed };
        return Decrypt(row, request);
    }

    /// <summary>
    /// Deletes expired keys, at most every ten minutes and in a transaction of its own.
    /// </summary>
    private async Task DeleteExpired(PharosDb db, long now, CancellationToken cancel)
    {
        var before = Volatile.Read(ref cleanedUpAt);
        if (
            Math.Abs(now - before) < CleanupIntervalSeconds
            || Interlocked.CompareExchange(ref cleanedUpAt, now, before) != before
        )
            return;
        await using var cleanup = await writes.Begin(db, cancel);
        await db.IdempotencyKeys.Where(k => k.CreatedAt <= now - RetentionSeconds).ExecuteDeleteAsync(cancel);
        await cleanup.Commit(cancel);
    }

    private static byte[] Encrypt(byte[] response, IdempotentRequest request, byte[] name)
    {
        var encrypted = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + response.Length];
        var (nonce, tag, cipher) = Split(encrypted);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = Cipher(request, name);
        aes.Encrypt(nonce.Span, response, cipher.Span, tag.Span);
        return encrypted;
    }

    private static byte[] Decrypt(IdempotencyKeyRow row, IdempotentRequest request)
    {
        var (nonce, tag, cipher) = Split(row.Answer);
        var response = new byte[cipher.Length];
        using var aes = Cipher(request, row.Name);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, response);
        return response;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Split(byte[] encrypted)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (encrypted.AsMemory(0, nonce), encrypted.AsMemory(nonce, tag), encrypted.AsMemory(nonce + tag));
    }

    private static AesGcm Cipher(IdempotentRequest request, byte[] name) =>
        new(
            HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                Encoding.UTF8.GetBytes(request.Secret),
                32,
                salt: name,
                info: "pharos idempotent answer"u8.ToArray()
            ),
            AesGcm.TagByteSizes.MaxSize
        );
}
