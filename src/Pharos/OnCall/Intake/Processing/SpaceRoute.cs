using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>The route of a shared integration.</summary>
internal sealed class SpaceRoute
{
    private readonly RouteRule rule;

    private SpaceRoute(RouteRule rule) => this.rule = rule;

    /// <param name="body">The route as stored.</param>
    public static SpaceRoute Parse(string body) =>
        new(JsonSerializer.Deserialize<RouteFields>(body, WireJson.Options)!.Check());

    /// <summary>The spaces that get an event; none if it is dropped.</summary>
    public IReadOnlyList<long> Choose(Arrival arrival, SpaceSet spaces) =>
        rule.Route(arrival.Subject(), spaces.FindByName).ChannelIds;
}
