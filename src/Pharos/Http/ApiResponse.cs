using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Writes API responses in their envelope.</summary>
public static class ApiResponse
{
    public const string ContentType = "application/json; charset=utf-8";

    private static ReadOnlySpan<byte> BeforeId => "{\"request_id\":\""u8;

    private static ReadOnlySpan<byte> BeforeData => "\",\"data\":"u8;

    /// <summary>Writes a success response whose data is already serialised.</summary>
    public static async Task WriteFinished(HttpContext context, ReadOnlyMemory<byte> data)
    {
        var id = RequestId.From(context);
        var response = context.Response;
        response.ContentType = ContentType;
        response.ContentLength = BeforeId.Length + id.Length + BeforeData.Length + data.Length + 1;
        WriteEnvelope(response.BodyWriter, id, data.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted);

        static void WriteEnvelope(IBufferWriter<byte> body, string id, ReadOnlySpan<byte> data)
        {
            body.Write(BeforeId);
            Encoding.ASCII.GetBytes(id, body);
            body.Write(BeforeData);
            body.Write(data);
            body.Write("}"u8);
        }
    }

    public static Task Write<T>(HttpContext context, T data) =>
        WriteFinished(context, JsonSerializer.SerializeToUtf8Bytes(data, WireJson.Options));

    /// <summary>Writes an error response. Aborts the connection if a response has started.</summary>
    public static async Task WriteError(HttpContext context, ApiException error)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        var id = RequestId.From(context);
        response.StatusCode = error.Code.HttpStatus();
        response.ContentType = ContentType;
        if (error.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var body = Envelope(id, error, Language.From(context.Request));
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The body of an error response.</summary>
    public static ReadOnlyMemory<byte> Envelope(string requestId, ApiException error, Language language)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = WireJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("request_id", requestId);
            json.WriteStartObject("error");
            json.WriteString("code", error.Code.ToString());
            json.WriteString("message", error.Text.In(language));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}

/// <summary>The empty data of a write: <c>{}</c>.</summary>
public sealed record EmptyResponse
{
    public static EmptyResponse Instance { get; } = new();
}
