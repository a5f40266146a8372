using Pharos.Http;

namespace Pharos.OnCall.Alerts;

/// <summary><c>/alert/</c></summary>
internal static class AlertsApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [MergeAlerts.Info, CloseAlerts.Info];
}
