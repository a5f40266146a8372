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
/// <c>contract.oncall.json</c> has those of on-call, where the server leaves out some optional fields.
/// </summary>
internal static class ContractFile
{
    private static readonly JsonObject Root = Load("contract.json");
    private static readonly JsonObject OnCall = Load("contract.oncall.json");

    /// <summary>All operations except those of on-call.</summary>
    public static IEnumerable<string> AllPaths => PathsOf(Root);

    public static TheoryData<string> Paths => [.. PathsOf(Root), .. PathsOf(OnCall)];

    /// <summary>
    /// Every operation; on PostgreSQL the fast run takes one in five, because SQLite has run the same checks.
    /// </summary>
    public static IEnumerable<TheoryDataRow<string>> FewerPathsOnPostgres =>
        PathsOf(Root)
            .Concat(PathsOf(OnCall))
            .Select(
                (path, i) =>
                    new TheoryDataRow<string>(path) is var row && TestDatabase.IsPostgres && i % 5 != 0
                        ? row.WithTrait("Runs", "Full")
                        : row
            );

    public static ContractOperation Operation(string path)
    {
        var operation = Root["operations"]![path] ?? OnCall["operations"]![path]!;
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

    public static JsonObject Schema(string name) => (Root["schemas"]![name] ?? OnCall["schemas"]![name]!).AsObject();

    private static JsonObject Load(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Walks", name)))!.AsObject();

    private static IEnumerable<string> PathsOf(JsonObject file) => file["operations"]!.AsObject().Select(o => o.Key);
}
