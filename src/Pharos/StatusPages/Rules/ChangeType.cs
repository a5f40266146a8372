namespace Pharos.StatusPages.Rules;

/// <summary>What an event is. On the wire events are called changes.</summary>
public enum ChangeType
{
    Incident,
    Maintenance,
}
