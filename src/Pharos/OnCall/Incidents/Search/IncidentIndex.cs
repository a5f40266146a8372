using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Incidents.Search;

/// <summary>
/// Maintains the full-text index over titles and labels of incidents. Rows of deleted incidents are removed by the
/// database.
/// </summary>
internal static class IncidentIndex
{
    /// <summary>The most words of one incident.</summary>
    private const int MaxWords = 3000;

    private const int MaxRows = 500;

    private static readonly string[] Columns =
    [
        "incident_id text",
        "account_id bigint",
        "start_time bigint",
        "words text",
    ];

    // Numbers of the index sort by the incident's start, so that the index returns the newest incidents first. A second
    // has room for 2^28 of them.
    private static readonly string[] OnSqlite =
    [
        """
            DELETE FROM incident_search WHERE rowid IN (
                SELECT search_id FROM incident_search_rows WHERE incident_id IN (SELECT incident_id FROM given))
            """,
        "DELETE FROM incident_search_rows WHERE incident_id IN (SELECT incident_id FROM given)",
        $"""
            INSERT INTO incident_search_rows (search_id, incident_id, account_id)
            SELECT coalesce(
                    (SELECT max(search_id) + 1 FROM incident_search_rows
                     WHERE search_id BETWEEN start_time << {SearchIds.Bits}
                        AND (start_time << {SearchIds.Bits}) + {SearchIds.PerSecond - 1}),
                    start_time << {SearchIds.Bits})
                    + row_number() OVER (PARTITION BY start_time ORDER BY incident_id) - 1,
                incident_id, account_id
            FROM given
            """,
        """
            INSERT INTO incident_search (rowid, words)
            SELECT r.search_id, g.words FROM given AS g JOIN incident_search_rows AS r ON r.incident_id = g.incident_id
            """,
    ];

    private static readonly string[] OnPostgres =
    [
        """
            INSERT INTO incident_search (incident_id, account_id, start_time, words)
            SELECT incident_id, account_id, start_time, CAST(words AS tsvector) FROM given
            ON CONFLICT (incident_id) DO UPDATE SET start_time = excluded.start_time, words = excluded.words
            """,
    ];

    /// <summary>
    /// Indexes incidents that are new, or whose title, labels or start have changed, within the context's transaction.
    /// They need not be saved yet. Indexing twice changes nothing.
    /// </summary>
    public static async Task Update(PharosDb db, IReadOnlyCollection<IncidentRow> incidents, CancellationToken cancel)
    {
        var isSqlite = db.Database.IsSqlite();
        foreach (var some in incidents.DistinctBy(i => i.IncidentId, StringComparer.Ordinal).Chunk(MaxRows))
        {
            var rows = some.Select(i =>
                    new object?[]
                    {
                        i.IncidentId,
                        i.AccountId,
                        SearchIds.Clamp(i.StartTime),
                        isSqlite ? string.Join(' ', Words(i)) : Vector(Words(i)),
                    }
                )
                .ToList();
            foreach (var sql in isSqlite ? OnSqlite : OnPostgres)
            {
                await using var command = db.BulkCommand(Columns, rows, sql);
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    private static IEnumerable<string> Words(IncidentRow incident) =>
        incident
            .Labels.SelectMany(label => new[] { label.Key, label.Value })
            .Prepend(incident.Title)
            .SelectMany(SearchWords.ForIndex)
            .Take(MaxWords);

    /// <summary>A <c>tsvector</c> with the words' places, for phrases.</summary>
    private static string Vector(IEnumerable<string> words) =>
        string.Join(' ', words.Select((word, i) => string.Create(CultureInfo.InvariantCulture, $"'{word}':{i + 1}")));
}
