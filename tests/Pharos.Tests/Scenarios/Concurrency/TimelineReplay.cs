using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>Whether an event, as it is read, agrees with itself.</summary>
public static class TimelineReplay
{
    /// <summary>
    /// Fails unless the timeline is in order, and status, close and affected components are what it amounts to.
    /// </summary>
    public static void AssertConsistent(JsonObject change)
    {
        var updates = change["updates"]!.AsArray();
        Assert.NotEmpty(updates);
        var entries = updates.Select(Entry!).ToList();
        Assert.Equal(entries.Select(e => e.AtSeconds).Order(), entries.Select(e => e.AtSeconds));
        Assert.Equal(
            updates.Count,
            updates.Select(u => u!["update_id"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Count()
        );

        Assert.True(WireName<ChangeType>.TryParse(change["type"]!.GetValue<string>(), out var type));
        var outcome = TimelineRules.Replay(type, change["start_at_seconds"]!.GetValue<long>(), entries);
        Assert.Equal(TimelineError.None, outcome.Fault);
        Assert.Equal(WireName<ChangeStatus>.ToWire(outcome.Status), change["status"]!.GetValue<string>());
        Assert.Equal(outcome.ClosedAtSeconds, change["close_at_seconds"]?.GetValue<long>());
        Assert.Equal(
            outcome.Components.Select(c => $"{c.ComponentId} {WireName<ComponentStatus>.ToWire(c.Status)}"),
            change["affected_components"]!.AsArray().Select(c => $"{c!["component_id"]} {c["status"]}")
        );
    }

    private static TimelineEntry Entry(JsonNode update) =>
        new(
            update["at_seconds"]!.GetValue<long>(),
            WireName<ChangeStatus>.TryParse(update["status"]?.GetValue<string>(), out var status) ? status : null,
            [
                .. update["component_changes"]!
                    .AsArray()
                    .Select(c => new ComponentState(
                        c!["component_id"]!.GetValue<string>(),
                        WireName<ComponentStatus>.TryParse(c["status"]!.GetValue<string>(), out var s)
                            ? s
                            : throw new FormatException()
                    )),
            ]
        );
}
