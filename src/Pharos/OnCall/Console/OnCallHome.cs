using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.Web;
using Pharos.Web.Home;

namespace Pharos.OnCall.Console;

/// <summary>The open incidents on the home page. Nothing is shown until the account uses on-call.</summary>
internal static class OnCallHome
{
    private const int MaxShown = 10;

    public static async Task<HomePanel?> Read(ConsoleRequest request, PharosDb db)
    {
        if (!request.May(Permissions.IncidentsRead))
            return null;
        var op = request.Operation(db);
        var open = (await IncidentReader.For(op)).Where(i => i.Progress != IncidentProgress.Closed);
        // What waits for a responder comes first: not snoozed, triggered, then the most severe and the newest.
        var now = request.Clock.Seconds();
        var rows = await open.OrderBy(i => i.SnoozedUntil > now)
            .ThenByDescending(i => i.Progress == IncidentProgress.Triggered)
            .ThenByDescending(i => i.Severity == EventStatus.Critical)
            .ThenByDescending(i => i.Severity == EventStatus.Warning)
            .ThenByDescending(i => i.StartTime)
            .ThenByDescending(i => i.IncidentId)
            .Take(MaxShown)
            .ToListAsync(request.Cancel);
        if (rows.Count == 0 && !await HasSpaces(request, db))
            return null;
        var hasMore = rows.Count == MaxShown && await open.Skip(MaxShown).AnyAsync(request.Cancel);
        return new HomePanel(
            HomePlace.Incidents,
            HomePanel.Render<IncidentsPanel>(
                request,
                (nameof(IncidentsPanel.Open), await IncidentReader.Items(op, rows)),
                (nameof(IncidentsPanel.HasMore), hasMore)
            )
        );
    }

    private static async Task<bool> HasSpaces(ConsoleRequest request, PharosDb db)
    {
        var access = await SpaceAccess.For(db, request.Caller, request.Cancel);
        return await access.Spaces(db, request.Caller).AnyAsync(request.Cancel);
    }
}
