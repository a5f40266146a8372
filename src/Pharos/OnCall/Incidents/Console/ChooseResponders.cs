using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Adds people to an incident: <c>/console/incidents/{id}/people</c></summary>
internal static class ChooseResponders
{
    public static readonly ConsoleForm<IncidentContext> Form = new()
    {
        Permission = Permissions.IncidentsManage,
        Find = IncidentContext.Find,
        Fields = [new("person_ids", IncidentsTexts.People)],
        Page = async (request, db, shown, form) =>
            request.Page<PeoplePage>(
                form.Status,
                (nameof(PeoplePage.Shown), shown),
                (nameof(PeoplePage.Form), form),
                (nameof(PeoplePage.Part), "/people"),
                (nameof(PeoplePage.Title), IncidentsTexts.AddPeopleTitle),
                (nameof(PeoplePage.Do), IncidentsTexts.AddPeople),
                (
                    nameof(PeoplePage.People),
                    (await PeopleChoices.Read(request, db))
                        .Where(p => shown.Incident.Responders.All(r => $"{r.PersonId}" != p.Value))
                        .ToList()
                )
            ),
        Submit = async (shown, form, op) =>
        {
            await AddResponder.Info.Run(
                new AddResponderRequest
                {
                    IncidentId = shown.Incident.IncidentId,
                    PersonIds = PeopleChoices.Ticked(form, "person_ids"),
                },
                op
            );
            return shown.Path;
        },
        Notice = new("people", IncidentsTexts.DonePeople),
    };
}
