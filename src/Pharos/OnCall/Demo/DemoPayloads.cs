using System.Globalization;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Demo;

/// <summary>What the senders of the sample company push: real payloads, read by the real formats.</summary>
internal static class DemoPayloads
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The requests of one push: senders without batches need one per alert.</summary>
    public static IEnumerable<(byte[] Payload, ParsedPush Push)> For(PushStep step) =>
        step.Alerts[0].Source switch
        {
            DemoSource.Alertmanager => [Batch(step, PrometheusFormat.Parse)],
            DemoSource.Grafana => [Batch(step, GrafanaFormat.Parse)],
            DemoSource.Probes => step.Alerts.Select(alert => Standard(step, alert)),
            DemoSource.Jobs => step.Alerts.Select(alert => Opsgenie(step, alert)),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Alerts[0].Source, null),
        };

    public static (byte[] Payload, IncomingChange Change) For(ChangeStep step)
    {
        var payload = Bytes(
            new
            {
                change_key = step.Key,
                change_status = step.Status,
                title = step.Title,
                description = step.Description,
                event_time = step.At,
                labels = new { service = step.Service, pipeline = "release" },
            }
        );
        return (payload, ChangeFormat.Parse(payload));
    }

    private static (byte[] Payload, ParsedPush Push) Batch(PushStep step, Func<ReadOnlyMemory<byte>, ParsedPush> parse)
    {
        var status = step.IsFiring ? "firing" : "resolved";
        var payload = Bytes(
            new
            {
                version = "4",
                status,
                receiver = "pharos",
                alerts = step
                    .Alerts.Select(alert => new
                    {
                        status,
                        labels = new Dictionary<string, string>(alert.Labels, StringComparer.Ordinal)
                        {
                            ["alertname"] = alert.Title,
                            ["severity"] = WireName<EventStatus>.ToWire(alert.Severity).ToLowerInvariant(),
                        },
                        annotations = new { description = alert.Description },
                        startsAt = DateTimeOffset
                            .FromUnixTimeSeconds(step.At)
                            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                        fingerprint = alert.Key,
                    })
                    .ToArray(),
            }
        );
        return (payload, parse(payload));
    }

    private static (byte[] Payload, ParsedPush Push) Standard(PushStep step, DemoAlert alert)
    {
        var payload = Bytes(
            new
            {
                title = alert.Title,
                event_status = WireName<EventStatus>.ToWire(step.IsFiring ? alert.Severity : EventStatus.Ok),
                alert_key = alert.Key,
                description = alert.Description,
                labels = alert.Labels,
            }
        );
        return (payload, StandardFormat.Parse(payload));
    }

    private static (byte[] Payload, ParsedPush Push) Opsgenie(PushStep step, DemoAlert alert)
    {
        if (!step.IsFiring)
        {
            var close = Bytes(new { source = "scheduler" });
            return (close, OpsgenieFormat.ParseClose(alert.Key, "alias", close));
        }

        var create = Bytes(
            new
            {
                message = alert.Title,
                alias = alert.Key,
                description = alert.Description,
                priority = alert.Severity switch
                {
                    EventStatus.Critical => "P1",
                    EventStatus.Warning => "P3",
                    _ => "P5",
                },
                details = alert.Labels,
            }
        );
        return (create, OpsgenieFormat.ParseCreate(create));
    }

    private static byte[] Bytes<T>(T payload) => JsonSerializer.SerializeToUtf8Bytes(payload, Indented);
}
