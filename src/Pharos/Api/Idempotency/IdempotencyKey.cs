using System.Security.Cryptography;
using System.Text;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Idempotency;

/// <summary>The header by which clients of the Open API name a write.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>On an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    public const int Longest = 255;

    /// <summary>The name that the client gave; null when it gave none.</summary>
    /// <exception cref="ApiException">Not 1 to 255 visible ASCII characters, or given twice.</exception>
    public static string? Of(HttpRequest request)
    {
        var given = request.Headers[Header];
        if (given.Count == 0)
            return null;
        return given is [{ Length: > 0 and <= Longest } name] && name.All(c => c is > ' ' and <= '~') ? name : throw Problem.Invalid("IdempotencyKeyMalformed", Header, Longest);
    }

    /// <summary>Answers a write of the Open API: does it, or finds what it was answered.</summary>
    /// <param name="name">Null for a write without a name.</param>
    /// <param name="body">As it came.</param>
    public static async Task<byte[]> Answer(
        HttpContext context, string path, Operation operation, Caller caller, string? name, ReadOnlyMemory<byte> body, StatusDb db, Func<Task<byte[]>> write)
    {
        if (name is null)
            return await write();
        var asked = new NamedWrite(caller.AccountId, name, caller.Origin.KeyId!, context.Request.Query["app_key"].ToString(), Digest(path, body.Span), Header);
        var (answer, isReplay) = await context.RequestServices.GetRequiredService<IdempotentWrites>().Once(db, asked, write, context.RequestAborted);
        if (isReplay)
        {
            // The handler has not been asked this time, and what the key may do can have changed since.
            if (operation.Permission != Permissions.None)
                caller.Demand(operation.Permission);
            context.Response.Headers[ReplayedHeader] = "true";
        }

        return answer;
    }

    private static byte[] Digest(string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(path + '\n'));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
