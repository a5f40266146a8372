using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>Many thousands of bad requests, generated from a seed, over every operation that the server has.</summary>
public sealed class HostileRequestTests(ITestOutputHelper output)
{
    private const int Batch = 2850;
    private const int Clients = 8;

    /// <summary>Another one tries other requests; a failure prints it and the number of the request.</summary>
    private static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("PHAROS_TEST_SEED"),
        out var seed
    )
        ? seed
        : 20260131;

    private static readonly Func<Draft, HostileRequest?>[] Mutations =
    [
        .. TransportMutations.All,
        .. FieldMutations.All,
        Contradictions.Any,
        Contradictions.Any,
        Contradictions.Any,
    ];

    /// <summary>How many requests to send; the fast run sends fewer on the second database.</summary>
    public static IEnumerable<TheoryDataRow<int>> Totals =>
        TestDatabase.IsPostgres
            ? [new(2 * Batch), new TheoryDataRow<int>(8 * Batch).WithTrait("Runs", "Full")]
            : [new(8 * Batch)];

    [Theory]
    [MemberData(nameof(Totals))]
    public async Task Whatever_is_sent_is_answered_with_one_envelope_and_what_is_refused_changes_nothing(int total)
    {
        await using var server = await TestServer.Start(configure: options =>
            options.MaxBodyBytes = TransportMutations.MaxBody
        );
        var operations = Operations(server);
        var guarded = await HostileWorld.Create(server);
        var foreign = await HostileWorld.Create(server);
        var counts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var refused = 0;
        var watch = Stopwatch.StartNew();

        for (var first = 0; first < total; first += Batch)
        {
            // What may be accepted goes to an account that is there to be spoilt, and afterwards.
            var spoilt = await HostileWorld.Create(server);
            var requests = Enumerable.Range(first, Batch).Select(i => (Index: i, Request: Make(i))).ToList();
            refused += requests.Count(r => r.Request.MustBeRefused);
            var before = await guarded.Dump(server.Store);

            await SendAll(server, requests.Where(r => r.Request.MustBeRefused), counts);

            Assert.Equal(before, await guarded.Dump(server.Store));
            await SendAll(server, requests.Where(r => !r.Request.MustBeRefused), counts);
            Assert.Equal(WithoutCounts(before), WithoutCounts(await guarded.Dump(server.Store)));

            HostileRequest Make(int i)
            {
                var (path, method, operation) = operations[i % operations.Count];
                for (var next = i / operations.Count; ; next++)
                {
                    var mutate = Mutations[next % Mutations.Length];
                    var random = new Random(HashCode(i, next));
                    if (mutate(NewDraft(guarded)) is not { } request)
                        continue;
                    if (request.MustBeRefused)
                        return request;
                    random = new Random(HashCode(i, next));
                    return mutate(NewDraft(spoilt))!;

                    Draft NewDraft(HostileWorld world) =>
                        new(
                            server.Address,
                            path,
                            method,
                            operation.Request,
                            operation.Permission != Permissions.None,
                            world,
                            foreign,
                            random
                        );
                }
            }
        }

        output.WriteLine(
            $"{counts.Values.Sum()} requests, {refused} to be refused, to {operations.Count} operations in "
                + $"{watch.Elapsed.TotalSeconds:0.0} s; seed {Seed}"
        );
        foreach (var (kind, count) in counts.OrderByDescending(c => c.Value))
            output.WriteLine($"{count, 6} {kind}");
        Assert.True(refused >= total * 7 / 8, $"only {refused} requests had to be refused");
        Assert.True(counts.Count >= 30, "too few kinds of bad requests");
    }

    private static List<(string Path, HttpMethod Method, Operation Operation)> Operations(TestServer server) =>
        [
            .. server
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<Operation>() is not null)
                .Select(e =>
                    (
                        e.RoutePattern.RawText!,
                        new HttpMethod(e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]),
                        e.Metadata.GetMetadata<Operation>()!
                    )
                )
                .OrderBy(o => o.Item1, StringComparer.Ordinal),
        ];

    private static async Task SendAll(
        TestServer server,
        IEnumerable<(int Index, HostileRequest Request)> requests,
        ConcurrentDictionary<string, int> counts
    )
    {
        var faults = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (one, cancel) =>
            {
                var (index, request) = one;
                string? fault;
                try
                {
                    using var message = request.ToMessage();
                    using var response = await server.Http.SendAsync(message, cancel);
                    fault = await ContractAnswer.Fault(response, request.Codes);
                }
                catch (HttpRequestException) when (request.Kind == TransportMutations.TooLargeKind)
                {
                    // The server answers and hangs up while we are still sending: then the answer may not reach us.
                    fault = null;
                }
                catch (HttpRequestException noAnswer)
                {
                    fault = "no answer: " + noAnswer.GetBaseException().Message;
                }

                if (fault is not null)
                    faults.Enqueue($"{fault}\nto request {index} of seed {Seed}: {request}");
                counts.AddOrUpdate(request.Kind, 1, static (_, n) => n + 1);
            }
        );
        Assert.True(faults.IsEmpty, $"{faults.Count} faults, such as\n{string.Join("\n\n", faults.Take(12))}");
    }

    /// <summary>The same for the same seed, in every process.</summary>
    private static int HashCode(int index, int attempt) => unchecked((((Seed * 397) ^ index) * 397) ^ attempt);

    private static string WithoutCounts(string dump) =>
        string.Join('\n', dump.Split('\n').Where(line => line.StartsWith('{')));
}
