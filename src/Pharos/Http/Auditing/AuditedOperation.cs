using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>How the audit log records an operation.</summary>
/// <param name="Text">
/// The displayed name. Its key in <c>OperationTexts</c> is the name that clients filter by, which is never reused for
/// another operation.
/// </param>
internal sealed record AuditedOperation(TextKey Text)
{
    /// <summary>The name that clients filter by, such as <c>change:write:create</c>.</summary>
    public string Name => Text.Name;

    /// <summary>Whether it deletes permanently, exports data, or grants or revokes permissions.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>False for operations that only export data.</summary>
    public bool IsWrite { get; init; } = true;

    /// <summary>
    /// The type of the record that the log stores, except for fields marked <see cref="SecretAttribute"/>; null for the
    /// operation's request.
    /// </summary>
    public Type? Record { get; init; }

    public string Label(Language language) => Text.In(language);
}
