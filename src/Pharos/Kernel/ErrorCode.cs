namespace Pharos.Kernel;

/// <summary>The error codes of the API. The member names are the wire names.</summary>
public enum ErrorCode
{
    InvalidParameter,
    InvalidContentType,
    MethodNotAllowed,
    ResourceNotFound,
    NoLicense,
    ReferenceExist,
    Unauthorized,
    AccessDenied,
    RouteNotFound,
    EntityTooLarge,
    RequestTooFrequently,
    InternalError,
    ServiceUnavailable,
}

public static class ErrorCodes
{
    public static int HttpStatus(this ErrorCode code) =>
        code switch
        {
            ErrorCode.Unauthorized => 401,
            ErrorCode.AccessDenied => 403,
            ErrorCode.RouteNotFound => 404,
            ErrorCode.EntityTooLarge => 413,
            ErrorCode.RequestTooFrequently => 429,
            ErrorCode.InternalError => 500,
            ErrorCode.ServiceUnavailable => 503,
            _ => 400,
        };
}
