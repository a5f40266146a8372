using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>An event on its way to one space.</summary>
/// <param name="Title">The rendered title; empty for a recovery without one.</param>
/// <param name="Time">When it happened, in unix seconds.</param>
internal sealed record Arrival(
    IntegrationRow Integration,
    long SpaceId,
    IncomingEvent Incoming,
    string Title,
    long Time
)
{
    /// <summary>What filters read of it.</summary>
    public FilterSubject Subject() =>
        new()
        {
            Severity = Incoming.Status,
            Status = Incoming.Status,
            Title = Title,
            Description = Incoming.Description,
            IntegrationId = Integration.IntegrationId,
            Labels = Incoming.Labels,
            AlertKey = Incoming.AlertKey,
            TitleRule = Incoming.TitleRule,
        };
}
