using System.Security.Cryptography;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Http.Idempotency;

/// <summary>The <c>Idempotency-Key</c> header of API writes.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Set on a response that is replayed.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    public const int MaxLength = 255;

    /// <summary>The key that the client sent; null if it sent none.</summary>
    /// <exception cref="ApiException">Not 1 to 255 visible ASCII characters, or sent twice.</exception>
    public static string? From(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        return values is [{ Length: > 0 and <= MaxLength } key] && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw Errors.Invalid(Messages.IdempotencyKeyMalformed, Header, MaxLength);
    }

    /// <summary>Runs an API write, or returns the stored response if the key was used before.</summary>
    /// <param name="key">The idempotency key; null runs the write without one.</param>
    /// <param name="body">The raw request body.</param>
    public static async Task<byte[]> RunOnce(
        HttpContext context,
        Operation operation,
        OperationContext op,
        string? key,
        ReadOnlyMemory<byte> body,
        Func<OperationContext, Task<byte[]>> run
    )
    {
        if (key is null)
            return await run(op);
        var caller = op.Caller;
        var request = new IdempotentRequest(
            caller.AccountId,
            caller.RequestSource.KeyId!,
            key,
            context.Request.Query["app_key"].ToString(),
            Digest(operation.Path!, body.Span),
            new Message(Messages.IdempotencyKeyUsed, Header)
        );
        var (response, isReplay) = await op.Service<IdempotentWrites>()
            .RunOnce(op, request, async within => await run(within));
        if (isReplay)
        {
            // The operation has not run, and the key's permissions may have changed since.
            caller.Demand(operation.Permission);
            context.Response.Headers[ReplayedHeader] = "true";
        }

        return response!;
    }

    private static byte[] Digest(string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(path + '\n'));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
