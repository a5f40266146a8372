using System.Text.Json.Serialization;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>The response to an event of version 2, with status 202.</summary>
internal sealed record PagerDutyV2Accepted([property: JsonPropertyName("dedup_key")] string DedupKey)
{
    [JsonPropertyName("status")]
    public string Status => "success";

    [JsonPropertyName("message")]
    public string Message => "Event processed";
}

/// <summary>The response to an event of version 1, with status 200.</summary>
internal sealed record PagerDutyV1Accepted([property: JsonPropertyName("incident_key")] string IncidentKey)
{
    [JsonPropertyName("status")]
    public string Status => "success";

    [JsonPropertyName("message")]
    public string Message => "Event processed";
}

/// <summary>The response to a change event, with status 202.</summary>
internal sealed record PagerDutyChangeAccepted
{
    [JsonPropertyName("status")]
    public string Status => "success";

    [JsonPropertyName("message")]
    public string Message => "Change event processed";
}

/// <summary>
/// The response to a request that failed. Clients retry at the statuses 429 and 5xx only, and show the errors of a 400.
/// </summary>
internal sealed record PagerDutyError(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("errors")] IReadOnlyList<string> Errors
)
{
    public static PagerDutyError From(ApiException error) =>
        error.Code switch
        {
            ErrorCode.RequestTooFrequently => new("throttle exceeded", error.Message, [error.Message]),
            ErrorCode.InternalError or ErrorCode.ServiceUnavailable => new("error", error.Message, [error.Message]),
            _ => new("invalid event", "Event object is invalid", [error.Message]),
        };
}
