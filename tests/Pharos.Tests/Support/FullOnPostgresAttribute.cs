using Xunit.v3;

namespace Pharos.Tests.Support;

/// <summary>
/// The fast run executes the test on SQLite only, and the full run on both databases. For tests of screens whose
/// queries and writes other tests of the fast run execute on PostgreSQL.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FullOnPostgresAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        TestDatabase.IsPostgres ? [KeyValuePair.Create("Runs", "Full")] : [];
}
