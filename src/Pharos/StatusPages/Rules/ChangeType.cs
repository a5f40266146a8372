namespace Pharos.StatusPages.Rules;

/// <summary>The type of a change.</summary>
public enum ChangeType
{
    Incident,
    Maintenance,
}
