using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Alerts;

/// <summary>What filters read of an alert.</summary>
internal static class AlertSubject
{
    public static FilterSubject For(AlertRow alert) =>
        new()
        {
            Severity = alert.Severity,
            Status = alert.Status,
            Title = alert.Title,
            Description = alert.Description,
            IntegrationId = alert.IntegrationId,
            Labels = alert.Labels,
            AlertKey = alert.AlertKey,
            TitleRule = alert.TitleRule,
        };
}
