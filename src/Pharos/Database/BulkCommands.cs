using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;

namespace Pharos.Database;

/// <summary>
/// Creates statements over many rows. The rows are sent as one JSON parameter, which avoids an entity and a round trip
/// per row and the limit on parameters. The SQL is the same on both databases except for one function name.
/// </summary>
internal static class BulkCommands
{
    /// <summary>
    /// A statement that reads the rows from the table <c>given</c>. Pass at most a few thousand rows at a time.
    /// </summary>
    /// <param name="db">The context, in a transaction.</param>
    /// <param name="columns">Name and SQL type of each column: <c>page_id bigint</c>.</param>
    /// <param name="rows">Values in the order of the columns: strings, longs, booleans or nulls.</param>
    /// <param name="sql">The statement after the <c>WITH</c> clause that defines <c>given</c>.</param>
    /// <param name="parameters">Further parameters; their names include the <c>@</c>.</param>
    public static DbCommand BulkCommand(
        this PharosDb db,
        string[] columns,
        IEnumerable<object?[]> rows,
        string sql,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var source = db.Database.IsSqlite() ? "json_each(@given)" : "json_array_elements(CAST(@given AS json))";
        var expressions = columns.Select(
            (column, i) =>
                column.Split(' ') is [var name, var type]
                    ? $"CAST(value ->> {i} AS {type}) AS {name}"
                    : throw new ArgumentException(column, nameof(columns))
        );
        return db.Command(
            $"WITH given AS (SELECT {string.Join(", ", expressions)} FROM {source}) {sql}",
            [("@given", JsonSerializer.Serialize(rows, WireJson.Options)), .. parameters]
        );
    }
}
