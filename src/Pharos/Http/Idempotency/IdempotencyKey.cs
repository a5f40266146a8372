using System.Security.Cryptography;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Http.Idempotency;

/// <summary>The header by which clients of the Open API name a write.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>On an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    public const int MaxLength = 255;

    /// <summary>The name that the client gave; null when it gave none.</summary>
    /// <exception cref="ApiException">Not 1 to 255 visible ASCII characters, or given twice.</exception>
    public static string? From(HttpRequest request)
    {
        var given = request.Headers[Header];
        if (given.Count == 0)
            return null;
        return given is [{ Length: > 0 and <= MaxLength } name] && name.All(c => c is > ' ' and <= '~')
            ? name
            : throw Errors.Invalid(Messages.IdempotencyKeyMalformed, Header, MaxLength);
    }

    /// <summary>Runs a write of the Open API, or finds the answer that it got before.</summary>
    /// <param name="name">Null for a write without a name.</param>
    /// <param name="body">As received.</param>
    public static async Task<byte[]> RunOnce(
        HttpContext context,
        Operation operation,
        OperationContext op,
        string? name,
        ReadOnlyMemory<byte> body,
        Func<OperationContext, Task<byte[]>> run
    )
    {
        if (name is null)
            return await run(op);
        var caller = op.Caller;
        var asked = new IdempotentRequest(
            caller.AccountId,
            name,
            caller.RequestSource.KeyId!,
            context.Request.Query["app_key"].ToString(),
            Digest(operation.Path!, body.Span),
            new Message(Messages.IdempotencyKeyUsed, Header)
        );
        var (answer, isReplay) = await op.Service<IdempotentWrites>()
            .RunOnce(op, asked, async within => await run(within));
        if (isReplay)
        {
            // The operation has not run this time, and the key's permissions may have changed since.
            caller.Demand(operation.Permission);
            context.Response.Headers[ReplayedHeader] = "true";
        }

        return answer!;
    }

    private static byte[] Digest(string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(path + '\n'));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
