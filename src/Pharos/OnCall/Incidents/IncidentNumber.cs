namespace Pharos.OnCall.Incidents;

/// <summary>The short number of an incident, for people.</summary>
internal static class IncidentNumber
{
    /// <summary>The last six digits of the ID, in capitals.</summary>
    public static string From(string incidentId) => incidentId[^6..].ToUpperInvariant();
}
