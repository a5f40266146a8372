using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Alerts;

/// <summary>What the rules know of an alert, read from its row and written back.</summary>
internal static class AlertStates
{
    public static AlertState Read(AlertRow row)
    {
        var recovered = row.Recoveries is { } json
            ? JsonSerializer.Deserialize<RecoveredAlert>(json, WireJson.Options)
            : null;
        return new AlertState
        {
            StartTime = row.StartTime,
            NotBefore = row.NotBefore,
            Firing = new AlertEvent(
                row.FiringTime,
                row.FiringStatus,
                row.Title,
                row.Description,
                recovered?.FiringLabels ?? row.Labels
            ),
            Severity = row.Severity,
            Recoveries = recovered is null ? null : new Recoveries(recovered.First, recovered.Last),
            ClosedAt = row.CloseTime == 0 ? null : row.CloseTime,
        };
    }

    public static void Write(AlertRow row, AlertState state)
    {
        (row.StartTime, row.LastTime, row.NotBefore) = (state.StartTime, state.LastTime, state.NotBefore);
        (row.FiringTime, row.FiringStatus) = (state.Firing.Time, state.Firing.Status);
        (row.Title, row.Description) = (state.Firing.Title, state.Firing.Description);
        (row.Severity, row.Status, row.IsOpen) = (state.Severity, state.Status, state.IsOpen);
        row.EndTime = state.EndTime ?? 0;
        row.Recoveries = state.Recoveries is { } recoveries
            ? JsonSerializer.Serialize(
                new RecoveredAlert(
                    recoveries.First,
                    recoveries.Last,
                    ReferenceEquals(state.Labels, state.Firing.Labels) ? null : state.Firing.Labels
                ),
                WireJson.Options
            )
            : null;
        if (!ReferenceEquals(row.Labels, state.Labels))
            row.Labels = new Dictionary<string, string>(state.Labels, StringComparer.Ordinal);
    }

    /// <param name="json">The recoveries of a key without an alert, as stored.</param>
    public static Recoveries Recoveries(string json) => JsonSerializer.Deserialize<Recoveries>(json, WireJson.Options)!;

    /// <summary>The recoveries of an alert, as stored.</summary>
    /// <param name="FiringLabels">The labels without those that a recovery added; null if it added none.</param>
    private sealed record RecoveredAlert(
        Recovery First,
        Recovery Last,
        IReadOnlyDictionary<string, string>? FiringLabels
    );
}
