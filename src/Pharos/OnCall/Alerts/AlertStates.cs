using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Alerts;

/// <summary>What the rules know of an alert, read from its row and written back.</summary>
internal static class AlertStates
{
    public static AlertState Read(AlertRow row) =>
        new()
        {
            StartTime = row.StartTime,
            NotBefore = row.NotBefore,
            Firing = new AlertEvent(row.FiringTime, row.FiringStatus, row.Title, row.Description, row.Labels),
            Severity = row.Severity,
            Recoveries = row.Recoveries is { } json ? Recoveries(json) : null,
            ClosedAt = row.CloseTime == 0 ? null : row.CloseTime,
        };

    public static void Write(AlertRow row, AlertState state)
    {
        (row.StartTime, row.LastTime, row.NotBefore) = (state.StartTime, state.LastTime, state.NotBefore);
        (row.FiringTime, row.FiringStatus) = (state.Firing.Time, state.Firing.Status);
        (row.Title, row.Description) = (state.Firing.Title, state.Firing.Description);
        (row.Severity, row.Status, row.IsOpen) = (state.Severity, state.Status, state.IsOpen);
        row.EndTime = state.EndTime ?? 0;
        row.Recoveries = state.Recoveries is { } recoveries
            ? JsonSerializer.Serialize(recoveries, WireJson.Options)
            : null;
        if (!ReferenceEquals(row.Labels, state.Labels))
            row.Labels = new Dictionary<string, string>(state.Labels, StringComparer.Ordinal);
    }

    public static Recoveries Recoveries(string json) => JsonSerializer.Deserialize<Recoveries>(json, WireJson.Options)!;
}
