namespace Pharos.OnCall.Intake;

/// <summary>What a sender asks to do with an existing alert, apart from reporting its status.</summary>
public sealed record IncomingAction
{
    public required ActionKind Kind { get; init; }
    public required AlertReference Alert { get; init; }

    /// <summary>A comment; may be empty except for <see cref="ActionKind.Comment"/>.</summary>
    public string Note { get; init; } = "";

    /// <summary>The person or system that acts, as the sender calls it; may be empty.</summary>
    public string Actor { get; init; } = "";
}

public enum ActionKind
{
    Acknowledge,
    Unacknowledge,

    /// <summary>The problem has ended. A close by alert key arrives as a recovery event instead.</summary>
    Close,
    Comment,
}

/// <summary>How a sender names an alert.</summary>
public sealed record AlertReference(AlertReferenceKind Kind, string Value);

public enum AlertReferenceKind
{
    /// <summary><see cref="IncomingEvent.AlertKey"/>.</summary>
    Key,

    /// <summary>The ID that this server gave to the alert or its incident.</summary>
    Id,

    /// <summary>The short number that people see.</summary>
    Number,
}
