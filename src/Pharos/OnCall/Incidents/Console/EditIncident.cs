using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Console;
using Pharos.OnCall.Fields;
using Pharos.OnCall.Fields.Console;
using Pharos.OnCall.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Changes an incident's texts, severity and custom fields: <c>/console/incidents/{id}/edit</c></summary>
internal static class EditIncident
{
    public static readonly ConsoleForm<EditIncidentContext> Form = new()
    {
        Permission = Permissions.IncidentsManage,
        Lock = (write, request) => write.LockOnCall(request.Caller.AccountId, request.Cancel),
        Find = EditIncidentContext.Find,
        Version = shown => string.Join(' ', shown.Fields.Select(f => f.FieldId)),
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
            .. Enumerable
                .Range(0, CreateField.Max)
                .Select(i => new ConsoleField<EditIncidentContext>(ValueInputs.Name(i), FieldsTexts.Value, shown =>
                    ValueInputs.Current(shown.Fields.ElementAtOrDefault(i), shown.Incident.Fields)
                )),
        ],
        Check = async (request, db, shown, form) =>
        {
            var rows = await FieldReader.For(db, request.Caller).AsNoTracking().ToListAsync(request.Cancel);
            for (var i = 0; i < shown.Fields.Count; i++)
            {
                var field = shown.Fields[i];
                CustomFieldValues.Check(
                    rows.Single(r => r.FieldId == field.FieldId),
                    ValueInputs.Read(form, i, field),
                    ValueInputs.Name(i)
                );
            }
        },
        Page = (request, _, shown, form) =>
            Task.FromResult(
                request.Page<EditIncidentPage>(
                    form.Status,
                    (nameof(EditIncidentPage.Shown), shown.Shown),
                    (nameof(EditIncidentPage.Fields), shown.Fields),
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
            for (var i = 0; i < shown.Fields.Count; i++)
            {
                var name = ValueInputs.Name(i);
                if (!form.Values(name).SequenceEqual(shown.Current(i), StringComparer.Ordinal))
                    await ResetIncidentField.Info.Run(
                        new ResetIncidentFieldRequest
                        {
                            IncidentId = incident.IncidentId,
                            FieldName = shown.Fields[i].FieldName,
                            FieldValue = ValueInputs.Read(form, i, shown.Fields[i]),
                        },
                        op
                    );
            }

            return shown.Shown.Path;

            string? Changed(string field, string current) => form[field] == current ? null : form[field];
        },
        Notice = new("edited", IncidentsTexts.DoneEdited),
    };
}

/// <summary>The incident that the form changes, with the account's custom fields.</summary>
internal sealed record EditIncidentContext(IncidentContext Shown, IReadOnlyList<FieldItem> Fields)
{
    public IncidentItem Incident => Shown.Incident;

    /// <summary>The values of a field, as its input has them.</summary>
    public IReadOnlyList<string> Current(int index) => [.. ValueInputs.Current(Fields[index], Incident.Fields)];

    public static async Task<EditIncidentContext> Find(ConsoleRequest request, PharosDb db) =>
        new(await IncidentContext.Find(request, db), await IncidentFields.Read(request, db));
}
