using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Audit;

/// <summary>A line of the audit log on its way there: who does what, from where.</summary>
internal sealed class AuditEntry(Caller caller, AuditedOperation operation, object request)
{
    private const int LongestAbout = 255;

    /// <summary>What a person would call the thing that it is about; empty where there is no one such thing.</summary>
    public string About { get; set; } = "";

    /// <summary>Writes it within the transaction that the context is in. What the member is called is read there, so that it is their name now.</summary>
    public async Task Write(StatusDb db, AuditIds ids, CancellationToken cancel)
    {
        var (origin, body) = (caller.Origin, AuditBody.Of(request));
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
                ("@account", caller.AccountId), ("@id", ids.Next()), ("@member", caller.MemberId), ("@key", (object?)origin.KeyId ?? DBNull.Value),
                ("@key_name", (object?)origin.KeyName ?? DBNull.Value), ("@door", WireName<Door>.Of(origin.Door)), ("@client", origin.ClientAddress),
                ("@request", origin.RequestId), ("@operation", operation.Name), ("@dangerous", operation.IsDangerous), ("@write", operation.IsWrite),
                ("@about", Shortened(About)), ("@body", body));
            written = await insert.ExecuteNonQueryAsync(cancel);
        }
        while (written == 0);
    }

    private static string Shortened(string about) =>
        about.Length <= LongestAbout ? about : string.Concat(about.AsSpan(0, char.IsHighSurrogate(about[LongestAbout - 2]) ? LongestAbout - 2 : LongestAbout - 1), "…");
}
