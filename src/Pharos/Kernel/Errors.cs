namespace Pharos.Kernel;

/// <summary>
/// Creates the errors that handlers throw. Messages contain the wire name of the field, the problem and what is
/// allowed.
/// </summary>
public static class Errors
{
    public static ApiException Missing(string field) => Invalid(ErrorReason.Missing, Messages.Missing, field);

    public static ApiException Taken(string field) => Invalid(ErrorReason.Taken, Messages.Taken, field);

    public static ApiException Invalid(ErrorReason reason, TextKey1 key, object arg) =>
        new(ErrorCode.InvalidParameter, new Message(key, arg)) { Reason = reason };

    public static ApiException Invalid(TextKey key) => new(ErrorCode.InvalidParameter, new Message(key));

    public static ApiException Invalid(TextKey1 key, object arg) =>
        new(ErrorCode.InvalidParameter, new Message(key, arg));

    public static ApiException Invalid(TextKey2 key, object arg0, object arg1) =>
        new(ErrorCode.InvalidParameter, new Message(key, arg0, arg1));

    public static ApiException Invalid(TextKey3 key, object arg0, object arg1, object arg2) =>
        new(ErrorCode.InvalidParameter, new Message(key, arg0, arg1, arg2));

    public static ApiException NotFound(string field) =>
        new(ErrorCode.ResourceNotFound, new Message(Messages.NotFound, field));

    public static ApiException Denied(string permission) =>
        new(ErrorCode.AccessDenied, new Message(Messages.AccessDenied, permission));

    /// <param name="maxBytes">The limit, in bytes.</param>
    public static ApiException TooLarge(long maxBytes) =>
        new(ErrorCode.EntityTooLarge, new Message(Messages.EntityTooLarge, maxBytes));

    public static ApiException Unauthorized() => new(ErrorCode.Unauthorized, new Message(Messages.Unauthorized));

    /// <summary>The server has too much work of this kind, but is otherwise available.</summary>
    public static ApiException Busy(int retryAfterSeconds) =>
        new(ErrorCode.ServiceUnavailable, new Message(Messages.TooBusy, retryAfterSeconds))
        {
            Reason = ErrorReason.Busy,
            RetryAfterSeconds = retryAfterSeconds,
        };

    public static ApiException Unavailable() =>
        new(ErrorCode.ServiceUnavailable, new Message(Messages.ServiceUnavailable)) { RetryAfterSeconds = 5 };
}
