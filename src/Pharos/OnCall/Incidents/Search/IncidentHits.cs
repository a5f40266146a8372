using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Incidents.Search;

/// <summary>The incidents of an account that match a query, in the order of their start.</summary>
internal sealed class IncidentHits(
    PharosDb db,
    long accountId,
    SearchQuery query,
    TimeWindow window,
    bool ascending,
    CancellationToken cancel
)
{
    /// <summary>A query with more hits is common: PostgreSQL then tests incidents in order of start.</summary>
    private const int MaxRare = 5000;

    private const int MinBatch = 500;

    private List<Hit>? rare;
    private bool isCommon;

    /// <summary>
    /// The IDs of the next hits after a cursor, always with all hits of a second, and the place of the next ones; null
    /// at the end.
    /// </summary>
    public async Task<(List<string> Ids, ListCursor? Next)> Read(ListCursor? after, int size)
    {
        if (query.IsEmpty)
            return ([], null);
        var from = ascending && after is { } lower ? Math.Max(window.From, lower.Time) : window.From;
        var to = !ascending && after is { } upper ? Math.Min(window.To, upper.Time) : window.To;
        (from, to) = (SearchIds.Clamp(from), SearchIds.Clamp(to));
        for (size = Math.Max(size, MinBatch); ; size *= 4)
        {
            var hits = db.Database.IsSqlite()
                ? await OnSqlite(from, to, size + 1)
                : await OnPostgres(from, to, size + 1);
            if (hits.Count <= size)
                return ([.. hits.Select(h => h.IncidentId)], null);
            // More hits of the last second may follow, in any order of their IDs.
            var open = hits[^1].Second;
            var whole = hits.TakeWhile(h => h.Second != open).Select(h => h.IncidentId).ToList();
            if (whole.Count > 0)
                return (whole, ascending ? ListCursor.BeforeAll(open) : ListCursor.AfterAll(open));
        }
    }

    private async Task<List<Hit>> OnSqlite(long from, long to, int limit)
    {
        // The index sorts by rowid, so it stops at the limit. CROSS JOIN makes it the outer loop.
        await using var command = db.Command(
            $"""
            SELECT r.incident_id, incident_search.rowid >> {SearchIds.Bits}
            FROM incident_search CROSS JOIN incident_search_rows AS r ON r.search_id = incident_search.rowid
            WHERE incident_search MATCH @query AND incident_search.rowid BETWEEN @from AND @to
              AND r.account_id = @account
            ORDER BY incident_search.rowid {Direction} LIMIT @limit
            """,
            ("@query", query.ToFts()),
            ("@from", SearchIds.First(from)),
            ("@to", SearchIds.Last(to)),
            ("@account", accountId),
            ("@limit", limit)
        );
        return await Hits(command);
    }

    private async Task<List<Hit>> OnPostgres(long from, long to, int limit)
    {
        if (!isCommon)
            rare ??= await Rare();
        if (rare is null)
            return await Common(from, to, limit);
        return [.. rare.Where(h => h.Second >= from && h.Second <= to).Take(limit)];
    }

    /// <summary>All hits, sorted; null if there are many.</summary>
    private async Task<List<Hit>?> Rare()
    {
        // Without MATERIALIZED the limit would make the planner read the table instead of the index.
        await using var command = db.Command(
            """
            WITH hits AS MATERIALIZED (
                SELECT incident_id, start_time FROM incident_search
                WHERE words @@ CAST(@query AS tsquery) AND account_id = @account AND start_time BETWEEN @from AND @to)
            SELECT incident_id, start_time FROM hits LIMIT @limit
            """,
            ("@query", query.ToTsQuery()),
            ("@account", accountId),
            ("@from", SearchIds.Clamp(window.From)),
            ("@to", SearchIds.Clamp(window.To)),
            ("@limit", MaxRare + 1)
        );
        var hits = await Hits(command);
        isCommon = hits.Count > MaxRare;
        if (isCommon)
            return null;
        hits.Sort((a, b) => ascending ? a.Second.CompareTo(b.Second) : b.Second.CompareTo(a.Second));
        return hits;
    }

    private async Task<List<Hit>> Common(long from, long to, int limit)
    {
        // CASE keeps the planner from collecting and sorting all hits by the full-text index.
        await using var command = db.Command(
            $"""
            SELECT incident_id, start_time FROM incident_search
            WHERE account_id = @account AND start_time BETWEEN @from AND @to
              AND CASE WHEN words @@ CAST(@query AS tsquery) THEN TRUE ELSE FALSE END
            ORDER BY start_time {Direction} LIMIT @limit
            """,
            ("@query", query.ToTsQuery()),
            ("@account", accountId),
            ("@from", from),
            ("@to", to),
            ("@limit", limit)
        );
        return await Hits(command);
    }

    private string Direction => ascending ? "ASC" : "DESC";

    private async Task<List<Hit>> Hits(DbCommand command)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var hits = new List<Hit>();
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
                hits.Add(new Hit(reader.GetString(0), reader.GetInt64(1)));
            return hits;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private readonly record struct Hit(string IncidentId, long Second);
}
