using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>Writes audit log entries.</summary>
internal static class AuditEntry
{
    private const int MaxTargetLength = 255;

    /// <summary>
    /// Writes an entry in a transaction, with the member's name as of that transaction.
    /// </summary>
    public static async Task Write(
        WriteTransaction write,
        Caller caller,
        AuditedOperation operation,
        object request,
        CancellationToken cancel
    )
    {
        var (db, ids) = (write.Db, write.AuditIds);
        var (source, body) = (caller.RequestSource, AuditBody.From(request));
        int written;
        do
        {
            await using var insert = db.Command(
                """
                INSERT INTO audit (account_id, audit_id, member_id, member_name, key_id, key_name, door, client_address,
                  request_id, operation, is_dangerous, is_write, about, body)
                VALUES (@account, @id, @member,
                  coalesce((SELECT name FROM members WHERE member_id = @member AND account_id = @account), ''),
                  @key, @key_name, @door, @client, @request, @operation, @dangerous, @write, @about, @body)
                ON CONFLICT DO NOTHING
                """,
                ("@account", caller.AccountId),
                ("@id", ids.Next()),
                ("@member", caller.MemberId),
                ("@key", (object?)source.KeyId ?? DBNull.Value),
                ("@key_name", (object?)source.KeyName ?? DBNull.Value),
                ("@door", WireName<EntryPoint>.ToWire(source.EntryPoint)),
                ("@client", source.ClientAddress),
                ("@request", source.RequestId),
                ("@operation", operation.Name),
                ("@dangerous", operation.IsDangerous),
                ("@write", operation.IsWrite),
                ("@about", Shorten(write.AuditTarget)),
                ("@body", body)
            );
            written = await insert.ExecuteNonQueryAsync(cancel);
        } while (written == 0);
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
