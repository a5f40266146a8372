using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.StatusPages.Changes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>
/// Members, persons, roles, teams, templates, keys and maintenances against a simple model: random sequences, every
/// answer compared whole. A failure names the seed; with it in <c>PHAROS_MODEL_SEED</c> the same happens again.
/// <c>PHAROS_MODEL_ROUNDS</c> makes it longer.
/// </summary>
public sealed class ModelTests
{
    private const int Worlds = 8;
    private const int StepsInRound = 20;
    private const int RoundsBetweenLooks = 3;

    [Fact]
    public async Task Whatever_is_asked_in_whatever_order_the_server_answers_as_the_model_does()
    {
        var seed = Setting("PHAROS_MODEL_SEED") ?? 20_261_127;
        var rounds = Setting("PHAROS_MODEL_ROUNDS") ?? 20;
        var draw = new Draw(new Random(seed));
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
        await using var server = await TestServer.Start(clock, options =>
            (options.Plan.Members, options.Plan.Roles, options.Plan.Teams) = (
                World.Plan.Members,
                World.Plan.Roles,
                World.Plan.Teams
            )
        );
        var steps = server.Services.GetServices<IHostedService>().OfType<MaintenanceClock>().Single();
        // Two at once, as on two nodes, in addition to the server's own: each step is taken once.
        Task TakeDue() => Task.WhenAll(steps.TakeDue(CancellationToken.None), steps.TakeDue(CancellationToken.None));
        var worlds = await Task.WhenAll(
            Enumerable
                .Range(0, Worlds)
                .Select(i =>
                    World.Create(server, seed + i, new StepLog($"PHAROS_MODEL_SEED={seed}, world {i}"), TakeDue)
                )
        );

        for (var i = 0; i < rounds; i++)
        {
            var round = i;
            await Task.WhenAll(
                worlds.Select(async world =>
                {
                    for (var step = 0; step < StepsInRound; step++)
                        await world.Step();
                    if ((round + 1) % RoundsBetweenLooks == 0)
                        await world.Look();
                })
            );
            clock.Advance(TimeSpan.FromSeconds(draw.One(1, 30, 60, 600, 3600, 3600, 40_000, 90_000)));
            await TakeDue();
            foreach (var world in worlds)
                world.LetTimePass();
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
