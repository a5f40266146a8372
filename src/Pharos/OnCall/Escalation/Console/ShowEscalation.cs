using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;

namespace Pharos.OnCall.Escalation.Console;

/// <summary>Lists the escalation rules of a space: <c>GET /console/spaces/{id}/escalation</c></summary>
internal static class ShowEscalation
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var space = await SpaceContext.Find(request, db);
        var rules = await EscalationRules.List.Run(
            new SpaceRequest { ChannelId = space.Space.ChannelId },
            request.Operation(db)
        );
        var targets = rules.Items.SelectMany(r => r.Layers).Select(l => l?.Target).ToList();
        var people = await IncidentPeople.Members(
            db,
            request.Caller.AccountId,
            targets.SelectMany(t => t?.PersonIds ?? []).OfType<long>(),
            request.Cancel
        );
        var teams = await SpaceTeams.Names(
            db,
            request.Caller,
            [.. targets.SelectMany(t => t?.TeamIds ?? []).OfType<long>().Distinct()],
            request.Cancel
        );
        return request.Page<EscalationsPage>(
            StatusCodes.Status200OK,
            (nameof(EscalationsPage.Shown), space),
            (nameof(EscalationsPage.Rules), rules.Items),
            (nameof(EscalationsPage.People), people.ToDictionary(p => p.Key, p => p.Value.PersonName)),
            (nameof(EscalationsPage.Teams), teams)
        );
    }
}
