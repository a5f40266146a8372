namespace Pharos.OnCall.Incidents;

/// <summary>The names of fields that a member has set and that no longer follow the alerts.</summary>
internal static class IncidentOverrides
{
    public const string Title = "title";
    public const string Severity = "incident_severity";

    /// <summary>Marks a field as set by a member.</summary>
    public static void Add(IncidentRow incident, string field)
    {
        if (!incident.ManualOverrides.Contains(field))
            incident.ManualOverrides = [.. incident.ManualOverrides, field];
    }
}
