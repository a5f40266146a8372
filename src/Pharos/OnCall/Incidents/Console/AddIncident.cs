using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Creates an incident by hand: <c>/console/incidents/new</c></summary>
internal static class AddIncident
{
    public const string Path = ShowIncidents.Path + "/new";

    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.IncidentsManage,
        Find = NewThing.Find,
        Fields =
        [
            new("title", IncidentsTexts.Title),
            new("incident_severity", OnCallTexts.Severity, _ => nameof(EventStatus.Critical)),
            new("description", IncidentsTexts.Description),
            new("channel_id", OnCallTexts.Space),
            new("person_ids", IncidentsTexts.People) { WireNames = ["assigned_to.person_ids"] },
        ],
        Page = async (request, db, _, form) =>
            request.Page<NewIncidentPage>(
                form.Status,
                (nameof(NewIncidentPage.Form), form),
                (nameof(NewIncidentPage.Spaces), await SpaceChoices.Read(request, db)),
                (nameof(NewIncidentPage.People), await PeopleChoices.Read(request, db))
            ),
        Submit = async (_, form, op) =>
        {
            var people = PeopleChoices.Ticked(form, "person_ids");
            var made = await CreateIncident.Info.Run(
                new CreateIncidentRequest
                {
                    Title = form["title"],
                    IncidentSeverity = Selection.Of<EventStatus>(form, "incident_severity"),
                    Description = form["description"],
                    ChannelId =
                        form["channel_id"].Length == 0 ? null : Validate.IdText(form["channel_id"], "channel_id"),
                    AssignedTo = people.Count == 0 ? null : new AssignmentRequest { PersonIds = people },
                },
                op
            );
            return IncidentContext.PathOf(made.IncidentId);
        },
        Notice = new("made", IncidentsTexts.DoneMade),
    };
}
