using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>What filters read of an incident.</summary>
internal static class IncidentSubject
{
    public static FilterSubject For(IncidentRow incident) =>
        new()
        {
            Severity = incident.Severity,
            Status = incident.Status,
            Title = incident.Title,
            Description = incident.Description,
            IntegrationId = incident.IntegrationId,
            Labels = incident.Labels,
            DedupKey = incident.DedupKey,
        };
}
