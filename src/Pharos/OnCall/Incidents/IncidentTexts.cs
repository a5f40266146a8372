using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Sets texts of an incident. A text that is null or equal to the old one leaves no entry.</summary>
internal static class IncidentTexts
{
    public static void SetTitle(IncidentsWrite write, IncidentRow incident, string? title)
    {
        if (title is null || title == incident.Title)
            return;
        write.Record(incident, TimelineTypes.IncidentTitle, new TitleDetail(incident.Title, title));
        (incident.Title, incident.UpdatedAt) = (title, write.Now);
        write.Retitled.Add(incident);
        IncidentOverrides.Add(incident, IncidentOverrides.Title);
    }

    public static void SetDescription(IncidentsWrite write, IncidentRow incident, string? text)
    {
        if (text is null || text == incident.Description)
            return;
        (incident.Description, incident.UpdatedAt) = (text, write.Now);
        IncidentOverrides.Add(incident, "description");
        write.Record(incident, TimelineTypes.IncidentDescription);
    }

    public static void SetImpact(IncidentsWrite write, IncidentRow incident, string? text)
    {
        if (text is null || text == incident.Impact)
            return;
        (incident.Impact, incident.UpdatedAt) = (text, write.Now);
        write.Record(incident, TimelineTypes.IncidentImpact);
    }

    public static void SetRootCause(IncidentsWrite write, IncidentRow incident, string? text)
    {
        if (text is null || text == incident.RootCause)
            return;
        (incident.RootCause, incident.UpdatedAt) = (text, write.Now);
        write.Record(incident, TimelineTypes.IncidentRootCause);
    }

    public static void SetResolution(IncidentsWrite write, IncidentRow incident, string? text)
    {
        if (text is null || text == incident.Resolution)
            return;
        (incident.Resolution, incident.UpdatedAt) = (text, write.Now);
        write.Record(incident, TimelineTypes.IncidentResolution);
    }
}
