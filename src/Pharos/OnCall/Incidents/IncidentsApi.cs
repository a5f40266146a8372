using Pharos.Http;

namespace Pharos.OnCall.Incidents;

/// <summary><c>/incident/</c></summary>
internal static class IncidentsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ListIncidents.Info,
        IncidentInfo.Info,
        IncidentInfos.Info,
        IncidentTimeline.Info,
        ListIncidentAlerts.Info,
        ListPastIncidents.Info,
        CreateIncident.Info,
        AcknowledgeIncident.Info,
        UnacknowledgeIncident.Info,
        SnoozeIncident.Info,
        WakeIncident.Info,
        AssignIncident.Info,
        AddResponder.Info,
        ResolveIncident.Info,
        ReopenIncident.Info,
        CommentIncident.Info,
        MergeIncidents.Info,
        DisableMerge.Info,
        ResetIncident.Info,
        ResetIncidentField.Info,
        RemoveIncident.Info,
    ];
}
