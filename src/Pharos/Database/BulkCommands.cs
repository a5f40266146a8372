using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;

namespace Pharos.Database;

/// <summary>
/// Statements over many rows at once. The rows travel as one JSON text: no entity for each, no round trip for each, no
/// limit of parameters, and the same SQL on both databases but for the name of one function.
/// </summary>
internal static class BulkCommands
{
    /// <summary>A statement that finds the rows in the table <c>given</c>; best a few thousand at a time.</summary>
    /// <param name="db">Within a transaction.</param>
    /// <param name="columns">Name and SQL type of each: <c>page_id bigint</c>.</param>
    /// <param name="rows">Values of the columns, in their order: strings, longs, booleans, nulls.</param>
    /// <param name="sql">What follows the definition of <c>given</c>.</param>
    /// <param name="parameters">Others that the statement names, with their <c>@</c>.</param>
    public static DbCommand BulkCommand(
        this PharosDb db,
        string[] columns,
        IEnumerable<object?[]> rows,
        string sql,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var source = db.Database.IsSqlite() ? "json_each(@given)" : "json_array_elements(CAST(@given AS json))";
        var picked = columns.Select(
            (column, i) =>
                column.Split(' ') is [var name, var type]
                    ? $"CAST(value ->> {i} AS {type}) AS {name}"
                    : throw new ArgumentException(column, nameof(columns))
        );
        return db.Command(
            $"WITH given AS (SELECT {string.Join(", ", picked)} FROM {source}) {sql}",
            [("@given", JsonSerializer.Serialize(rows, WireJson.Options)), .. parameters]
        );
    }
}
