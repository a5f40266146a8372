using System.Data.Common;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>
/// Writes audit log entries. Each contains a hash of its content and of the account's previous entry, so that a
/// changed or removed entry is noticed.
/// </summary>
internal static class AuditEntry
{
    private const int MaxTargetLength = 255;

    /// <summary>
    /// Writes an entry in a transaction, with the member's name as of that transaction. Locks the account's chain until
    /// the transaction ends, so this must be the last lock that it takes.
    /// </summary>
    /// <param name="body">The request as stored; see <see cref="AuditBody"/>.</param>
    public static async Task Write(
        WriteTransaction write,
        Caller caller,
        AuditedOperation operation,
        string body,
        CancellationToken cancel
    )
    {
        var source = caller.RequestSource;
        var (seq, head, memberName) = await TakeNext(write.Db, caller, cancel);
        var line = new AuditLine
        {
            AccountId = caller.AccountId,
            Seq = seq,
            AuditId = 0,
            MemberId = caller.MemberId,
            MemberName = memberName,
            KeyId = source.KeyId,
            KeyName = source.KeyName,
            Door = WireName<EntryPoint>.ToWire(source.EntryPoint),
            ClientAddress = source.ClientAddress,
            RequestId = source.RequestId,
            Operation = operation.Name,
            IsDangerous = operation.IsDangerous,
            IsWrite = operation.IsWrite,
            About = Shorten(write.AuditTarget),
            Body = body,
        };
        do
        {
            line = line with { AuditId = write.AuditIds.Next() };
        } while (!await Insert(write.Db, line, line.Hash(head), cancel));
    }

    /// <summary>
    /// Locks the account's chain and returns the number of the next entry, the hash of the last one, and the member's
    /// name.
    /// </summary>
    private static async Task<(long Seq, byte[] Head, string MemberName)> TakeNext(
        PharosDb db,
        Caller caller,
        CancellationToken cancel
    )
    {
        while (true)
        {
            await using (
                var take = db.Command(
                    """
                    UPDATE audit_chains SET seq = seq + 1 WHERE account_id = @account
                    RETURNING seq, head,
                      coalesce((SELECT name FROM members WHERE member_id = @member AND account_id = @account), '')
                    """,
                    ("@account", caller.AccountId),
                    ("@member", caller.MemberId)
                )
            )
            {
                await using var row = await take.ExecuteReaderAsync(cancel);
                if (await row.ReadAsync(cancel))
                    return (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetString(2));
            }

            // The first entry of the account since it has a chain.
            await using var begin = db.Command(
                """
                INSERT INTO audit_chains (account_id, seq, head, pruned_seq, pruned_head, unchained)
                VALUES (@account, 0, @none, 0, @none, (SELECT count(*) FROM audit WHERE account_id = @account))
                ON CONFLICT DO NOTHING
                """,
                ("@account", caller.AccountId),
                ("@none", AuditLine.NoHash)
            );
            await begin.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>False if another node has used the ID in the same millisecond.</summary>
    private static async Task<bool> Insert(PharosDb db, AuditLine line, byte[] hash, CancellationToken cancel)
    {
        await using DbCommand insert = db.Command(
            """
            INSERT INTO audit (account_id, audit_id, member_id, member_name, key_id, key_name, door, client_address,
              request_id, operation, is_dangerous, is_write, about, body, seq, hash)
            VALUES (@account, @id, @member, @name, @key, @key_name, @door, @client, @request, @operation, @dangerous,
              @write, @about, @body, @seq, @hash)
            ON CONFLICT DO NOTHING;
            UPDATE audit_chains SET head = @hash WHERE account_id = @account
            """,
            ("@account", line.AccountId),
            ("@id", line.AuditId),
            ("@member", line.MemberId),
            ("@name", line.MemberName),
            ("@key", (object?)line.KeyId ?? DBNull.Value),
            ("@key_name", (object?)line.KeyName ?? DBNull.Value),
            ("@door", line.Door),
            ("@client", line.ClientAddress),
            ("@request", line.RequestId),
            ("@operation", line.Operation),
            ("@dangerous", line.IsDangerous),
            ("@write", line.IsWrite),
            ("@about", line.About),
            ("@body", line.Body),
            ("@seq", line.Seq),
            ("@hash", hash)
        );
        return await insert.ExecuteNonQueryAsync(cancel) == 2;
    }

    private static string Shorten(string target) =>
        target.Length <= MaxTargetLength
            ? target
            : string.Concat(
                target.AsSpan(
                    0,
                    char.IsHighSurrogate(target[MaxTargetLength - 2]) ? MaxTargetLength - 2 : MaxTargetLength - 1
                ),
                "…"
            );
}
