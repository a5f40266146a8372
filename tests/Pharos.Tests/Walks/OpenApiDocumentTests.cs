using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task It_is_compressed_and_is_not_sent_to_a_client_that_has_it(string? encoding)
    {
        async Task<HttpResponseMessage> Get(string? etag)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
            if (encoding is not null)
                message.Headers.Add("Accept-Encoding", encoding);
            if (etag is not null)
                message.Headers.Add("If-None-Match", etag);
            return await server.Http.SendAsync(message);
        }

        using var first = await Get(null);
        using var again = await Get(first.Headers.ETag!.ToString());

        Assert.Equal(encoding, first.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.InRange(
            (await first.Content.ReadAsByteArrayAsync()).Length,
            1,
            encoding is null ? int.MaxValue : document.ToJsonString().Length / 5
        );
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task It_is_generated_once()
    {
        var generated = 0;
        await using var own = await TestServer.Start(extend: services =>
            services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer(
                    (_, _, _) =>
                    {
                        Interlocked.Increment(ref generated);
                        return Task.CompletedTask;
                    }
                ))
        );

        var documents = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => own.Http.GetStringAsync("/openapi.json"))
        );

        Assert.Single(documents.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, generated);
    }

    [Fact]
    public void It_names_the_largest_body_and_the_longest_lists()
    {
        var import = document["paths"]!["/status-page/subscriber/import"]!["post"]!["requestBody"]!;
        var schema = Resolve(import["content"]!["application/json"]!["schema"]!);

        Assert.Contains("33554432 bytes", import["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(200_000, schema["properties"]!["subscribers"]!["maxItems"]!.GetValue<int>());
    }

    /// <summary>What linters recommend, such as the rules of @redocly/cli.</summary>
    [Fact]
    public void It_says_where_the_server_is_who_may_use_it_and_how_requests_fail()
    {
        Assert.NotEmpty(document["servers"]!.AsArray());
        Assert.Equal("MIT", document["info"]!["license"]!["identifier"]!.GetValue<string>());
        Assert.NotEmpty(document["security"]!.AsArray());
        Assert.False(document.ContainsKey("tags"), "no operation has a tag");
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var place = method + " " + path;
                Assert.False(string.IsNullOrEmpty(operation!["summary"]?.GetValue<string>()), place);
                Assert.Matches("^[A-Za-z0-9-]+$", operation["operationId"]!.GetValue<string>());
                foreach (var status in (string[])["400", "401", "403", "429", "default"])
                    Assert.True(operation["responses"]![status] is not null, $"{place} has no response {status}");
                Assert.All(operation["responses"]!.AsObject(), r =>
                    Assert.NotNull((Target(r.Value!["$ref"]?.GetValue<string>()) ?? r.Value)["description"])
                );
            }
        }

        var used = References(document).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in (string[])["schemas", "responses"])
        {
            foreach (var (name, _) in document["components"]![kind]!.AsObject())
                Assert.True(used.Contains($"#/components/{kind}/{name}"), $"{kind}/{name} is not used");
        }
    }

    [Fact]
    public async Task Its_server_is_the_public_address()
    {
        await using var own = await TestServer.Start(configure: options =>
            options.PublicUrl = "https://status.example.com"
        );

        var described = JsonNode.Parse(await own.Http.GetStringAsync("/openapi.json"))!;

        Assert.Equal("https://status.example.com", described["servers"]![0]!["url"]!.GetValue<string>());
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

    private JsonNode? Target(string? reference) =>
        reference
            ?.TrimStart('#', '/')
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
