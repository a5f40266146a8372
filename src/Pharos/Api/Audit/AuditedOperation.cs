using System.Resources;
using Pharos.Api.Envelope;

namespace Pharos.Api.Audit;

/// <summary>Something that the audit log tells of.</summary>
/// <param name="Name">What clients filter by; never given to another operation.</param>
/// <param name="Request">The record whose fields are kept.</param>
internal abstract record AuditedOperation(string Name, Type Request)
{
    private static readonly ResourceManager Texts = new("Pharos.Api.Audit.OperationTexts", typeof(AuditedOperation).Assembly);

    /// <summary>Whether it takes away what cannot be brought back, lets data out, or hands out or takes rights.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>False for what only takes data out.</summary>
    public bool IsWrite { get; init; } = true;

    /// <summary>What people call it.</summary>
    public string Label(Language language) => Texts.GetString(Name, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{Name}'");
}

/// <typeparam name="TRequest">The record whose fields are kept, but for those marked <see cref="SecretAttribute"/>.</typeparam>
internal sealed record AuditedOperation<TRequest>(string Name) : AuditedOperation(Name, typeof(TRequest))
    where TRequest : class;
