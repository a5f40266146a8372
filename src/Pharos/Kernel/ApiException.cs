namespace Pharos.Kernel;

/// <summary>Ends a request with an error envelope. Nothing the request wrote is kept.</summary>
public sealed class ApiException(ErrorCode code, Message text) : Exception(text.In(Language.English))
{
    public ErrorCode Code { get; } = code;

    /// <summary>For people, in any language we speak.</summary>
    public Message Text { get; } = text;

    /// <summary>Narrows <see cref="Code"/> down.</summary>
    public ErrorReason Reason { get; init; }

    /// <summary>
    /// For <see cref="ErrorCode.RequestTooFrequently"/> and <see cref="ErrorCode.ServiceUnavailable"/>: seconds until
    /// it is worth trying again.
    /// </summary>
    public int? RetryAfterSeconds { get; init; }
}
