using System.Collections.Frozen;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>All audited operations, in the order in which the console offers them.</summary>
internal sealed class AuditCatalogue
{
    private readonly FrozenDictionary<string, AuditedOperation> byName;

    public AuditCatalogue(IEnumerable<Operation> operations)
    {
        // Two operations can share an entry, such as ending one session and ending all others.
        All = [.. operations.Select(o => o.Audit).OfType<AuditedOperation>().Distinct()];
        byName = All.ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<AuditedOperation> All { get; }

    /// <summary>Returns null for an operation that this version does not know.</summary>
    public AuditedOperation? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Returns the display name; the raw name if another version wrote the entry.</summary>
    public string Label(string name, Language language) => Find(name)?.Label(language) ?? name;
}
