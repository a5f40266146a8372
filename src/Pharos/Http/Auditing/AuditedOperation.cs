using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>How the audit log records an operation.</summary>
/// <param name="Text">
/// The name that people read. Its entry in <c>OperationTexts</c> has the name that clients filter by, which is never
/// reused for another operation.
/// </param>
internal sealed record AuditedOperation(TextKey Text)
{
    /// <summary>Such as <c>change:write:create</c>.</summary>
    public string Name => Text.Name;

    /// <summary>Whether it deletes what cannot be restored, exports data, or grants or revokes rights.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>False for what only exports data.</summary>
    public bool IsWrite { get; init; } = true;

    /// <summary>
    /// The record whose fields the log keeps, except those marked <see cref="SecretAttribute"/>; null for the
    /// operation's request.
    /// </summary>
    public Type? Record { get; init; }

    public string Label(Language language) => Text.In(language);
}
