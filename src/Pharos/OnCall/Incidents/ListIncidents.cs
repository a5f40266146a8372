using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Incidents.Search;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Incidents;

/// <summary>Lists incidents that started in a window, newest first: <c>POST /incident/list</c></summary>
internal static class ListIncidents
{
    public static readonly Operation<ListIncidentsRequest, ListIncidentsResponse> Info = new(
        "/incident/list",
        "List incidents",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
    };

    private static readonly ListOrder<IncidentRow> ByStart = new(1, i => i.StartTime, i => i.IncidentId);

    private static async Task<ListIncidentsResponse> Handle(ListIncidentsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var window = TimeWindow.Check(request.StartTime, request.EndTime);
        var ascending = request.Asc == true;
        var part = ListPart.Check(request.P, request.Limit, request.SearchAfterCtx, ByStart.Code(ascending));
        var text = TextFilter.Check(request.Title, request.Labels);
        var filter = IncidentFilter.Check(request);
        var query = Validate.OptionalLine(request.Query, "query", SearchQuery.MaxLength);

        var access = await SpaceAccess.For(db, caller, cancel);
        var visible = IncidentAccess.Within(text.Narrow<IncidentRow>(db), caller, access).AsNoTracking();
        var rows = await filter.Apply(visible, op, access);
        var byNumber = query is null ? null : await ByNumber(rows, query, cancel);
        IncidentHits? hits = null;
        if (query is not null && byNumber is null)
            hits = new IncidentHits(db, caller.AccountId, SearchQuery.Parse(query), window, ascending, cancel);
        rows = byNumber ?? rows;

        var page =
            hits is not null ? await part.Scan(Found, ByStart, Fits)
            : text.HasPatterns ? await part.Scan(All, ByStart, Fits)
            : await part.Read(rows, ByStart, window, ascending, cancel);
        var items = await IncidentReader.Items(op, page.Rows);
        return new ListIncidentsResponse(items, page.Total, page.HasNext, page.Cursor);

        bool Fits(IncidentRow row) => text.Matches(row.Title, row.Labels);

        async Task<ListBatch<IncidentRow>> All(ListCursor? after, int size)
        {
            var batch = await Sorted(rows, after).Take(size).ToListAsync(cancel);
            return new ListBatch<IncidentRow>(batch, batch.Count < size ? null : ByStart.CursorOf(batch[^1]));
        }

        async Task<ListBatch<IncidentRow>> Found(ListCursor? after, int size)
        {
            var (ids, next) = await hits.Read(after, size);
            var batch = rows.Where(i => EF.Parameter(ids).Contains(i.IncidentId));
            return new ListBatch<IncidentRow>(
                ids.Count == 0 ? [] : await Sorted(batch, after).ToListAsync(cancel),
                next
            );
        }

        IQueryable<IncidentRow> Sorted(IQueryable<IncidentRow> some, ListCursor? after) =>
            ByStart.Sort(ByStart.Within(some, window, after, ascending), ascending);
    }

    /// <summary>The incidents with this ID or short number; null if the query is neither.</summary>
    private static async Task<IQueryable<IncidentRow>?> ByNumber(
        IQueryable<IncidentRow> rows,
        string query,
        CancellationToken cancel
    )
    {
        if (Ids.IsObjectId(query))
        {
            var id = query.ToLowerInvariant();
            return rows.Where(i => i.IncidentId == id);
        }

        // Some words have six letters from A to F.
        var num = query.ToUpperInvariant();
        return
            num.Length == 6
            && num.All(char.IsAsciiHexDigit)
            && rows.Where(i => i.Num == num) is var numbered
            && await numbered.AnyAsync(cancel)
            ? numbered
            : null;
    }
}
