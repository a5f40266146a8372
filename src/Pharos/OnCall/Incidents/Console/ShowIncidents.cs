using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Lists incidents, the open ones by default: <c>GET /console/incidents</c></summary>
internal static class ShowIncidents
{
    public const string Path = "/console/incidents";

    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db) => Page(request, db, new Form());

    /// <param name="bulk">The form that acts on several incidents, with its errors if it was rejected.</param>
    public static async Task<IResult> Page(ConsoleRequest request, PharosDb db, Form bulk)
    {
        var query = IncidentQuery.Read(request);
        var (now, filters, op) = (request.Clock.Seconds(), query.ToForm(), request.Operation(db));
        ListIncidentsResponse? list = null;
        try
        {
            list = await ListIncidents.Info.Run(query.ToRequest(now, request.Caller.MemberId), op);
        }
        catch (ApiException error) when (filters.Takes(error, request.Texts, ("query", "q", IncidentsTexts.Words)))
        {
            // Shown next to the field.
        }

        return request.Page<IncidentsPage>(
            bulk.IsRight ? filters.Status : bulk.Status,
            (nameof(IncidentsPage.Query), query),
            (nameof(IncidentsPage.Filters), filters),
            (nameof(IncidentsPage.Bulk), bulk),
            (nameof(IncidentsPage.List), list),
            (nameof(IncidentsPage.Spaces), await SpaceChoices.Read(request, db)),
            (nameof(IncidentsPage.Earlier), list is { HasNextPage: false } ? await Earlier(query, now, op) : null)
        );
    }

    /// <summary>
    /// When the newest incident before the list's window started, in unix seconds: the operation's window is limited,
    /// but an incident can be open for longer.
    /// </summary>
    private static async Task<long?> Earlier(IncidentQuery query, long now, Http.OperationContext op)
    {
        var from = query.From(now);
        var earlier = (await IncidentReader.For(op)).Where(i => i.StartTime < from);
        if (query.Progress == IncidentQuery.Open)
            earlier = earlier.Where(i => i.Progress != IncidentProgress.Closed);
        else if (WireName<IncidentProgress>.TryParse(query.Progress, out var progress))
            earlier = earlier.Where(i => i.Progress == progress);
        if (query.SpaceId != 0)
            earlier = earlier.Where(i => i.SpaceId == query.SpaceId);
        return await earlier.MaxAsync(i => (long?)i.StartTime, op.Cancel);
    }
}
