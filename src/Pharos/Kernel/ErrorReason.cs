namespace Pharos.Kernel;

/// <summary>Why a request is refused, for callers that act on it. Never on the wire.</summary>
public enum ErrorReason
{
    Unspecified,

    /// <summary>A required value is absent.</summary>
    Missing,

    /// <summary>A value has the wrong form.</summary>
    Malformed,

    /// <summary>A name or address that must be unique is in use.</summary>
    Taken,

    WrongPassword,

    /// <summary>A form is too old, or was not made for this session.</summary>
    StaleForm,

    /// <summary>A form or an idempotency key was used for another request.</summary>
    AlreadyUsed,
}
