using System.Resources;
using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>How the audit log records an operation.</summary>
/// <param name="Name">Clients filter by it; never reused for another operation. People read its label in <c>OperationTexts</c>.</param>
internal sealed record AuditedOperation(string Name)
{
    private static readonly ResourceManager Texts = new("Pharos.Http.Auditing.OperationTexts", typeof(AuditedOperation).Assembly);

    /// <summary>Whether it deletes what cannot be restored, exports data, or grants or revokes rights.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>False for what only exports data.</summary>
    public bool IsWrite { get; init; } = true;

    /// <summary>
    /// The record whose fields the log keeps, except those marked <see cref="SecretAttribute"/>; null for the operation's request.
    /// </summary>
    public Type? Record { get; init; }

    /// <summary>The name that people read.</summary>
    public string Label(Language language) =>
        Texts.GetString(Name, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{Name}'");
}
