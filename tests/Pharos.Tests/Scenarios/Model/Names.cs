namespace Pharos.Tests.Scenarios.Model;

/// <summary>Names of teams and roles that differ only in case are the same.</summary>
internal static class Names
{
    public static bool Match(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
