using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>The server's own description agrees with the contract and with itself.</summary>
[Trait("Runs", "Once")]
public sealed class OpenApiDocumentTests : IAsyncLifetime
{
    private TestServer server = null!;
    private JsonObject document = [];

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.Start(configure: options => options.RateLimits.Enabled = true);
        document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi.json"))!.AsObject();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void It_describes_every_operation_of_the_contract()
    {
        foreach (var contract in ContractFile.AllPaths.Select(ContractFile.Operation))
        {
            var operation = document["paths"]![contract.Path]?[contract.Method.ToLowerInvariant()];

            Assert.True(operation is not null, $"{contract.Path} is missing");
            Assert.Equal(contract.Permission, operation["x-permission"]!.GetValue<string>());
            Assert.Equal(contract.PerMinute, operation["x-rate-limit"]!["per_minute"]!.GetValue<int>());
            Assert.Equal(contract.PerSecond, operation["x-rate-limit"]!["per_second"]!.GetValue<int>());
            var request =
                contract.Method == "GET"
                    ? OfParameters(operation)
                    : operation["requestBody"]!["content"]!["application/json"]!["schema"]!;
            Assert.Empty(Differences(contract.Request, request, contract.Path, isRequest: true));
            var answer = Resolve(
                operation["responses"]!["200"]!["content"]![contract.Download ?? "application/json"]!["schema"]!
            );
            Assert.Empty(
                Differences(
                    contract.Response,
                    contract.Download is null ? answer["properties"]!["data"]! : answer,
                    contract.Path,
                    isRequest: false
                )
            );
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own()
    {
        foreach (var reference in References(document))
            Assert.True(Target(reference) is not null, reference + " leads nowhere");
        var names = document["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject())
            .Select(o => o.Value!["operationId"]!.GetValue<string>())
            .ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task It_is_the_same_whenever_it_is_asked_for()
    {
        Assert.Equal(
            await server.Http.GetStringAsync("/openapi.json"),
            await server.Http.GetStringAsync("/openapi.json")
        );
    }

    private static JsonObject OfParameters(JsonNode operation) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                Parameters(operation)
                    .Select(p =>
                        KeyValuePair.Create(p["name"]!.GetValue<string>(), (JsonNode?)p["schema"]!.DeepClone())
                    )
            ),
            ["required"] = new JsonArray([
                .. Parameters(operation)
                    .Where(p => p["required"]?.GetValue<bool>() == true)
                    .Select(p => p["name"]!.DeepClone()),
            ]),
        };

    private static IEnumerable<JsonNode> Parameters(JsonNode operation) =>
        operation["parameters"]?.AsArray().Select(p => p!) ?? [];

    /// <summary>Where the document says less, or something else, than the contract.</summary>
    private IEnumerable<string> Differences(
        JsonNode contractReference,
        JsonNode documented,
        string place,
        bool isRequest
    )
    {
        var contract = ContractSchema.Resolve(contractReference);
        var own = Resolve(documented);
        if (contract["type"]!.GetValue<string>() != own["type"]?.ToString())
            return [$"{place}: {contract["type"]} in the contract, {own["type"]} in the document"];
        if (contract["enum"] is { } names && !Names(contract, "enum").Order().SequenceEqual(Names(own, "enum").Order()))
            return [$"{place}: {names.ToJsonString()} in the contract, {own["enum"]?.ToJsonString()} in the document"];
        return contract["type"]!.GetValue<string>() switch
        {
            "array" => Differences(contract["items"]!, own["items"]!, place + "[]", isRequest),
            "object" => OfObject(contract, own, place, isRequest),
            _ => [],
        };
    }

    private IEnumerable<string> OfObject(JsonObject contract, JsonObject own, string place, bool isRequest)
    {
        // An answer may promise more than the contract asks; a request may not demand more.
        var (asked, given) = (Names(contract, "required").ToHashSet(), Names(own, "required").ToHashSet());
        if (isRequest ? !asked.SetEquals(given) : !asked.IsSubsetOf(given))
            yield return $"{place} requires {string.Join(", ", asked)} in the contract, "
                + $"{string.Join(", ", given)} in the document";
        foreach (var (name, inner) in contract["properties"]!.AsObject())
        {
            if (own["properties"]?[name] is not { } documented)
                yield return $"{place}.{name} is not in the document";
            else
            {
                foreach (var difference in Differences(inner!, documented, $"{place}.{name}", isRequest))
                    yield return difference;
            }
        }
    }

    private JsonObject Resolve(JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? Resolve(Target(reference)!) : schema.AsObject();

    private JsonNode? Target(string reference) =>
        reference
            .TrimStart('#', '/')
            .Split('/')
            .Aggregate((JsonNode?)document, (at, step) => at?[step.Replace("~1", "/", StringComparison.Ordinal)]);

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
            JsonArray a => a.SelectMany(References),
            _ => [],
        };

    private static IEnumerable<string> Names(JsonObject schema, string list) =>
        schema[list]?.AsArray().Select(n => n!.GetValue<string>()) ?? [];
}
