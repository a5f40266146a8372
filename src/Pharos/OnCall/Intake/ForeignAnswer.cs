using System.Globalization;
using System.Text.Json;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake;

/// <summary>Answers in the shape that clients of another product expect, errors included.</summary>
internal static class ForeignAnswer
{
    /// <param name="accept">Does the work and returns status and body.</param>
    /// <param name="failed">The status and the body for an error.</param>
    public static async Task Write(
        HttpContext http,
        Func<Task<(int Status, object Body)>> accept,
        Func<ApiException, (int Status, object Body)> failed
    )
    {
        (int Status, object Body) answer;
        try
        {
            answer = await accept();
        }
        catch (ApiException error)
        {
            if (error.RetryAfterSeconds is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            answer = failed(error);
        }
        catch (Exception fault) when (http.RequestServices.GetRequiredService<IDatabase>().IsUnavailable(fault))
        {
            answer = failed(Errors.Unavailable());
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(answer.Body, answer.Body.GetType(), WireJson.Options);
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = ApiResponse.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
