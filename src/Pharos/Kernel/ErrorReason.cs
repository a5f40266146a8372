namespace Pharos.Kernel;

/// <summary>Narrows an error code down, for callers that handle some errors themselves. Not part of the API.</summary>
public enum ErrorReason
{
    Unspecified,

    /// <summary>A required value is absent.</summary>
    Missing,

    /// <summary>A value has the wrong format.</summary>
    Malformed,

    /// <summary>A value that must be unique is already in use.</summary>
    Taken,

    WrongPassword,

    /// <summary>A form has expired or belongs to another session.</summary>
    StaleForm,

    /// <summary>A form or an idempotency key was already used for another request.</summary>
    AlreadyUsed,

    /// <summary>The server has too much work of this kind at the moment.</summary>
    Busy,
}
