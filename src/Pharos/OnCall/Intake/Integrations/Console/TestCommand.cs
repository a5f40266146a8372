namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>
/// A command that pushes one alert in the format of a sender, to test an integration before the sender is set up.
/// </summary>
internal static class TestCommand
{
    /// <param name="type">The integration's type.</param>
    /// <param name="pushUrl">The whole push URL with its key.</param>
    /// <returns>Null for types whose set-up contains such a command.</returns>
    public static string? For(IntegrationType type, string pushUrl)
    {
        var body = type switch
        {
            IntegrationType.Prometheus =>
                """{"alerts": [{"status": "firing", "labels": {"alertname": "PharosTest", "severity": "info"}}]}""",
            IntegrationType.Grafana => """
                {"alerts": [{"status": "firing", "fingerprint": "pharos-test",
                  "labels": {"alertname": "PharosTest", "severity": "info"}}]}
                """,
            _ => null,
        };
        return body is null
            ? null
            : $"""
                curl -X POST '{pushUrl.Replace("'", "%27", StringComparison.Ordinal)}' \
                  -H 'Content-Type: application/json' \
                  -d '{body}'
                """;
    }
}
