using System.Security.Cryptography;
using System.Text;
using Pharos.Database;
using Pharos.Http.Idempotency;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// Runs a member's form once, even if it is sent again by a double click, a reload or after a lost response. Each form
/// has an ID (<see cref="FormToken"/>). Its effect and its redirect are committed together, and sending it again
/// returns the same redirect.
/// </summary>
internal static class FormReplayGuard
{
    private const string Field = "form_id";

    public static async Task<IResult> Once(ConsoleRequest request, PharosDb db, ConsoleEndpoints.Handler handle)
    {
        if (request.Session is not { } session || !Ids.IsUlid(request.Field(Field)))
            return await handle(request, db);
        var writes = request.Http.RequestServices.GetRequiredService<IdempotentWrites>();
        var asked = new IdempotentRequest(
            session.Caller.AccountId,
            session.Id,
            "form " + request.Field(Field),
            request.Http.Request.Cookies[request.Http.RequestServices.GetRequiredService<ConsoleAccess>().CookieName]!,
            Digest(request.Http.Request),
            new Message(Messages.FormSentBefore)
        );
        IResult? shown = null;
        var (answer, isReplay) = await writes.RunOnce(request.Operation(db), asked, async op =>
        {
            shown = await handle(request.Within(op.Enclosing!), db);
            return Kept(shown, request, op.Enclosing!);
        });
        // A page that is shown only once, such as one with a new key, cannot be replayed.
        return !isReplay
            ? shown!
            : request.See(answer is { Length: > 0 } ? Encoding.UTF8.GetString(answer) : request.Http.Request.Path);
    }

    /// <summary>Returns the redirect to store. Null if the form changed nothing and may be sent again.</summary>
    private static byte[]? Kept(IResult result, ConsoleRequest request, WriteTransaction write)
    {
        if (
            result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status303SeeOther }
            && request.Http.Response.Headers.Location is [{ } address]
        )
            return Encoding.UTF8.GetBytes(address);
        return result is IStatusCodeHttpResult { StatusCode: >= 400 } || !write.HasWritten ? null : [];
    }

    /// <summary>A digest of all fields and of the contents of all files.</summary>
    private static byte[] Digest(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(request.Path);
        foreach (var (name, values) in request.Form)
        {
            foreach (var value in values)
            {
                Add(name);
                Add(value);
            }
        }

        foreach (var file in request.Form.Files)
        {
            Add(file.Name);
            Add(file.FileName);
            using var content = file.OpenReadStream();
            hash.AppendData(SHA256.HashData(content));
        }

        return hash.GetHashAndReset();

        // With its length, so that no two lists of texts have the same bytes.
        void Add(string? text)
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
