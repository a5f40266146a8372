namespace Pharos.Kernel;

/// <summary>Ends a request with an error response and rolls back everything it wrote.</summary>
public sealed class ApiException(ErrorCode code, Message text) : Exception(text.In(Language.English))
{
    public ErrorCode Code { get; } = code;

    /// <summary>The localised message.</summary>
    public Message Text { get; } = text;

    /// <summary>Narrows <see cref="Code"/> down. Not sent to clients.</summary>
    public ErrorReason Reason { get; init; }

    /// <summary>
    /// For <see cref="ErrorCode.RequestTooFrequently"/> and <see cref="ErrorCode.ServiceUnavailable"/>: seconds to wait
    /// before retrying.
    /// </summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Errors of other fields of the same request, for forms. Not sent to clients of the API.</summary>
    private IReadOnlyList<ApiException> Others { get; init; } = [];

    /// <summary>This error and those of other fields.</summary>
    public IEnumerable<ApiException> Each() => Others.Prepend(this);

    /// <summary>Returns this error with those of other fields.</summary>
    public ApiException With(IReadOnlyList<ApiException> others) =>
        new(Code, Text)
        {
            Reason = Reason,
            RetryAfterSeconds = RetryAfterSeconds,
            Others = others,
        };
}
