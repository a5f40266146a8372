using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Noise.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>The buttons of an incident that need no further input: <c>POST /console/incidents/{id}/act</c></summary>
internal static class ActOnIncident
{
    /// <summary>The lengths of a snooze that the screen offers, in minutes.</summary>
    public static IReadOnlyList<int> Snoozes { get; } = [30, 120, 240];

    private static readonly Dictionary<string, Action> Actions = new(StringComparer.Ordinal)
    {
        ["ack"] = new(new("acknowledged", IncidentsTexts.DoneAcknowledged), (ids, op) =>
            AcknowledgeIncident.Info.Run(new AcknowledgeIncidentRequest { IncidentIds = ids }, op)
        ),
        ["unack"] = new(new("unacknowledged", IncidentsTexts.DoneUnacknowledged), (ids, op) =>
            UnacknowledgeIncident.Info.Run(new UnacknowledgeIncidentRequest { IncidentIds = ids }, op)
        ),
        ["take"] = new(new("taken", IncidentsTexts.DoneTaken), Take),
        ["close"] = new(new("closed", IncidentsTexts.DoneClosed), (ids, op) =>
            ResolveIncident.Info.Run(new ResolveIncidentRequest { IncidentIds = ids }, op)
        ),
        ["reopen"] = new(new("reopened", IncidentsTexts.DoneReopened), (ids, op) =>
            ReopenIncident.Info.Run(new ReopenIncidentRequest { IncidentIds = ids }, op)
        ),
        ["wake"] = new(new("woken", IncidentsTexts.DoneWoken), (ids, op) =>
            WakeIncident.Info.Run(new WakeIncidentRequest { IncidentIds = ids }, op)
        ),
    };

    private static readonly FormNotice Snoozed = new("snoozed", IncidentsTexts.DoneSnoozed);
    private static readonly FormNotice Silenced = new("silenced", NoiseTexts.DoneQuick);

    /// <summary>What the screen can say after a button.</summary>
    public static IReadOnlyList<FormNotice> Notices { get; } =
    [.. Actions.Values.Select(a => a.Notice), Snoozed, Silenced];

    static ActOnIncident()
    {
        foreach (var minutes in Snoozes)
            Actions[$"snooze-{minutes}"] = new(Snoozed, (ids, op) =>
                SnoozeIncident.Info.Run(new SnoozeIncidentRequest { IncidentIds = ids, Minutes = minutes }, op)
            );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var shown = await IncidentContext.Find(request, db);
        var isSilence = request.Field("do") == "silence";
        var action = isSilence
            ? new Action(Silenced, (_, op) => QuickSilence.Create(shown.Incident, request.Texts, op))
            : Actions.GetValueOrDefault(request.Field("do")) ?? throw Errors.NotFound("do");
        var form = new Form();
        try
        {
            await action.Run([shown.Incident.IncidentId], request.Operation(db));
            return request.See(shown.Path, action.Notice);
        }
        // Another member may have closed it before.
        catch (ApiException error) when (form.Takes(error, request.Texts))
        {
            db.ChangeTracker.Clear();
            return await ShowIncident.Page(request, db, await IncidentContext.Find(request, db), form);
        }
    }

    /// <summary>
    /// Assigns the incident to the member and acknowledges it: a person who takes an incident works on it.
    /// </summary>
    private static async Task Take(List<string?> ids, OperationContext op)
    {
        await AssignIncident.Info.Run(
            new AssignIncidentRequest
            {
                IncidentIds = ids,
                AssignedTo = new AssignmentRequest { PersonIds = [op.Caller.MemberId] },
            },
            op
        );
        await AcknowledgeIncident.Info.Run(new AcknowledgeIncidentRequest { IncidentIds = ids }, op);
    }

    private sealed record Action(FormNotice Notice, Func<List<string?>, OperationContext, Task> Run);
}
