using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Console;
using Pharos.OnCall.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Changes an incident's texts and severity: <c>/console/incidents/{id}/edit</c></summary>
internal static class EditIncident
{
    public static readonly ConsoleForm<IncidentContext> Form = new()
    {
        Permission = Permissions.IncidentsManage,
        Lock = (write, request) => write.LockOnCall(request.Caller.AccountId, request.Cancel),
        Find = IncidentContext.Find,
        Fields =
        [
            new("title", IncidentsTexts.Title, shown => shown.Incident.Title),
            new("incident_severity", OnCallTexts.Severity, shown =>
                WireName<EventStatus>.ToWire(shown.Incident.IncidentSeverity)
            ),
            new("description", IncidentsTexts.Description, shown => shown.Incident.Description),
            new("impact", IncidentsTexts.Impact, shown => shown.Incident.Impact),
            new("root_cause", IncidentsTexts.RootCause, shown => shown.Incident.RootCause),
            new("resolution", IncidentsTexts.Resolution, shown => shown.Incident.Resolution),
        ],
        Page = (request, _, shown, form) =>
            Task.FromResult(
                request.Page<EditIncidentPage>(
                    form.Status,
                    (nameof(EditIncidentPage.Shown), shown),
                    (nameof(EditIncidentPage.Form), form)
                )
            ),
        Submit = async (shown, form, op) =>
        {
            var incident = shown.Incident;
            var request = new ResetIncidentRequest
            {
                IncidentId = incident.IncidentId,
                Title = Changed("title", incident.Title),
                Description = Changed("description", incident.Description),
                Impact = Changed("impact", incident.Impact),
                RootCause = Changed("root_cause", incident.RootCause),
                Resolution = Changed("resolution", incident.Resolution),
                IncidentSeverity =
                    Selection.Of<EventStatus>(form, "incident_severity") is var severity
                    && severity != incident.IncidentSeverity
                        ? severity
                        : null,
            };
            // What stays the same keeps following the alerts.
            if (request != new ResetIncidentRequest { IncidentId = incident.IncidentId })
                await ResetIncident.Info.Run(request, op);
            return shown.Path;

            string? Changed(string field, string current) => form[field] == current ? null : form[field];
        },
        Notice = new("edited", IncidentsTexts.DoneEdited),
    };
}
