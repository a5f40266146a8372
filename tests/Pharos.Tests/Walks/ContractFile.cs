using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>An operation as its clients know it.</summary>
/// <param name="Download">
/// The media type of the file that it answers with in place of the envelope; null for all but downloads.
/// </param>
public sealed record ContractOperation(
    string Path,
    string Method,
    string Permission,
    int PerMinute,
    int PerSecond,
    JsonObject Request,
    JsonObject Response,
    string? Download
);

/// <summary>
/// <c>contract.json</c>: the operations that existing clients call, with the shapes they send and read. A schema's
/// <c>$ref</c> is a name under <c>schemas</c>; <c>additions</c> are the properties of an answer that are ours.
/// </summary>
internal static class ContractFile
{
    private static readonly JsonObject Root = JsonNode
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Walks", "contract.json")))!
        .AsObject();

    public static IEnumerable<string> AllPaths => Root["operations"]!.AsObject().Select(o => o.Key);

    public static TheoryData<string> Paths => [.. AllPaths];

    /// <summary>
    /// Every operation; on PostgreSQL the fast run takes one in five, because SQLite has run the same checks.
    /// </summary>
    public static IEnumerable<TheoryDataRow<string>> FewerPathsOnPostgres =>
        AllPaths.Select(
            (path, i) =>
                new TheoryDataRow<string>(path) is var row && TestDatabase.IsPostgres && i % 5 != 0
                    ? row.WithTrait("Runs", "Full")
                    : row
        );

    public static ContractOperation Operation(string path)
    {
        var operation = Root["operations"]![path]!;
        return new ContractOperation(
            path,
            operation["method"]!.GetValue<string>(),
            operation["permission"]!.GetValue<string>(),
            operation["limit"]!["per_minute"]!.GetValue<int>(),
            operation["limit"]!["per_second"]!.GetValue<int>(),
            operation["request"]!.AsObject(),
            operation["response"]!.AsObject(),
            operation["download"]?.GetValue<string>()
        );
    }

    public static JsonObject Schema(string name) => Root["schemas"]![name]!.AsObject();
}
