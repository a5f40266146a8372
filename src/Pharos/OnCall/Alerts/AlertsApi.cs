using Pharos.Http;

namespace Pharos.OnCall.Alerts;

/// <summary><c>/alert/</c> and <c>/alert-event/</c></summary>
internal static class AlertsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ListAlerts.Info,
        AlertInfo.Info,
        AlertInfos.Info,
        AlertTimeline.Info,
        ListAlertEvents.Info,
        ListEvents.Info,
        MergeAlerts.Info,
        CloseAlerts.Info,
    ];
}
