namespace Pharos.Kernel;

/// <summary>The errors that handlers end with: each names the field by its wire name, what is wrong and what is allowed.</summary>
public static class Errors
{
    public static ApiException Missing(string field) => Invalid("Missing", field);

    public static ApiException Invalid(string key, params object[] gaps) => new(ErrorCode.InvalidParameter, new Message(key, gaps));

    public static ApiException NotFound(string field) => new(ErrorCode.ResourceNotFound, new Message("NotFound", field));

    public static ApiException Denied(string permission) => new(ErrorCode.AccessDenied, new Message("AccessDenied", permission));

    /// <param name="most">The limit, in bytes.</param>
    public static ApiException TooLarge(long most) => new(ErrorCode.EntityTooLarge, new Message("EntityTooLarge", most));

    public static ApiException Unauthorized() => new(ErrorCode.Unauthorized, new Message("Unauthorized"));

    public static ApiException Unavailable() => new(ErrorCode.ServiceUnavailable, new Message("ServiceUnavailable")) { RetryAfterSeconds = 5 };
}
