using System.Text.Json.Serialization;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>The response to a request that was accepted, with status 202.</summary>
/// <param name="Result">A sentence, one of the constants.</param>
/// <param name="Took">How long the request took, in seconds.</param>
internal sealed record OpsgenieAccepted(
    [property: JsonPropertyName("result")] string Result,
    [property: JsonPropertyName("took")] double Took,
    [property: JsonPropertyName("requestId")] string RequestId
)
{
    public const string Processed = "Request will be processed";
    public const string Pong = "PONG - Heartbeat received";
}

/// <summary>The response to a request that failed; clients retry at the statuses 429 and 5xx only.</summary>
/// <param name="Errors">The message by field; null if the error is about no field.</param>
internal sealed record OpsgenieError(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("took")] double Took,
    [property: JsonPropertyName("requestId")] string RequestId,
    [property: JsonPropertyName("errors")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, string>? Errors = null
)
{
    /// <summary>The status for an error: unlike our own API, 422 for a body that is not acceptable.</summary>
    public static int HttpStatus(ApiException error) =>
        error.Code == ErrorCode.InvalidParameter ? 422 : error.Code.HttpStatus();

    public static OpsgenieError From(ApiException error, double took, string requestId) =>
        error.Code == ErrorCode.InvalidParameter
            ? new(
                "Request body is not processable. Please check the errors.",
                took,
                requestId,
                new Dictionary<string, string> { [Field(error)] = error.Message }
            )
            : new(error.Message, took, requestId);

    /// <summary>The first argument of our messages is the name of the field.</summary>
    private static string Field(ApiException error) =>
        error.Text.Args is [string field, ..] && !field.Contains(':', StringComparison.Ordinal) ? field : "body";
}
