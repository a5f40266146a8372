using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Demo;

/// <summary>The integrations of the sample company.</summary>
internal enum DemoSource
{
    /// <summary>Alertmanager, shared by all teams: its route decides.</summary>
    Alertmanager,
    Grafana,

    /// <summary>The company's own checks, as standard events; also the one that the printed commands use.</summary>
    Probes,

    /// <summary>The scheduler of batch jobs, by Opsgenie's API.</summary>
    Jobs,
    Heartbeat,
    Deployments,
}

/// <summary>A problem that monitoring of the sample company reports.</summary>
/// <param name="Key">What the sender knows it by.</param>
internal sealed record DemoAlert(
    DemoSource Source,
    string Key,
    string Title,
    EventStatus Severity,
    string Description,
    IReadOnlyDictionary<string, string> Labels
)
{
    /// <summary>The same problem elsewhere.</summary>
    public DemoAlert On(string instance) =>
        this with
        {
            Key = Key + "/" + instance,
            Labels = new Dictionary<string, string>(Labels, StringComparer.Ordinal) { ["instance"] = instance },
        };
}
