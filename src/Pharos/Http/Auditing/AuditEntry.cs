using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>Writes entries of the audit log: who did what, and from where.</summary>
internal static class AuditEntry
{
    private const int LongestAbout = 255;

    /// <summary>
    /// Writes an entry within a transaction. The member's name is read there, so that it is the name at that moment.
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
        var (origin, body) = (caller.RequestSource, AuditBody.From(request));
        int written;
        do
        {
            await using var insert = db.Command(
                """
                INSERT INTO audit (account_id, audit_id, member_id, member_name, key_id, key_name, door, client_address, request_id, operation, is_dangerous, is_write, about, body)
                VALUES (@account, @id, @member, coalesce((SELECT name FROM members WHERE member_id = @member AND account_id = @account), ''),
                  @key, @key_name, @door, @client, @request, @operation, @dangerous, @write, @about, @body)
                ON CONFLICT DO NOTHING
                """,
                ("@account", caller.AccountId),
                ("@id", ids.Next()),
                ("@member", caller.MemberId),
                ("@key", (object?)origin.KeyId ?? DBNull.Value),
                ("@key_name", (object?)origin.KeyName ?? DBNull.Value),
                ("@door", WireName<EntryPoint>.ToWire(origin.EntryPoint)),
                ("@client", origin.ClientAddress),
                ("@request", origin.RequestId),
                ("@operation", operation.Name),
                ("@dangerous", operation.IsDangerous),
                ("@write", operation.IsWrite),
                ("@about", Shortened(write.AuditTarget)),
                ("@body", body)
            );
            written = await insert.ExecuteNonQueryAsync(cancel);
        } while (written == 0);
    }

    private static string Shortened(string about) =>
        about.Length <= LongestAbout
            ? about
            : string.Concat(
                about.AsSpan(0, char.IsHighSurrogate(about[LongestAbout - 2]) ? LongestAbout - 2 : LongestAbout - 1),
                "…"
            );
}
