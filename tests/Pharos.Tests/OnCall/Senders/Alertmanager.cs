using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>Debian's Alertmanager on loopback, which sends to Pharos.</summary>
internal sealed partial class Alertmanager : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-alertmanager-").FullName;
    private readonly HttpClient http;
    private LocalProgram? program;

    private Alertmanager()
    {
        Address = new Uri($"http://127.0.0.1:{LocalProgram.FreePort()}");
        http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Uri Address { get; }

    /// <summary>Skips the test where Alertmanager is not installed.</summary>
    public static void Demand() => LocalProgram.Demand("prometheus-alertmanager");

    /// <param name="server">Its certificate is trusted, as an operator would set it up.</param>
    /// <param name="receiver">The body of a receiver, such as <c>webhook_configs: …</c>.</param>
    /// <param name="groupBy">The labels that make a group.</param>
    /// <param name="groupInterval">How long changes of a group are collected.</param>
    public static async Task<Alertmanager> Start(
        TestServer server,
        string receiver,
        string groupBy = "alertname",
        string groupInterval = "300ms"
    )
    {
        var alertmanager = new Alertmanager();
        await File.WriteAllTextAsync(
            Path.Combine(alertmanager.folder, "alertmanager.yml"),
            $"""
            global:
              http_config:
                tls_config:
                  ca_file: '{server.Folder}/certificate.pem'
            route:
              receiver: pharos
              group_by: ['{groupBy}']
              group_wait: 100ms
              group_interval: {groupInterval}
              repeat_interval: 1h
            receivers:
              - name: pharos
                {receiver}

            """
        );
        await alertmanager.Launch();
        return alertmanager;
    }

    /// <summary>Stops it as a service manager does, and starts it again with what it has stored.</summary>
    public async Task Restart()
    {
        await program!.Terminate();
        await program.DisposeAsync();
        await Launch();
    }

    /// <summary>Reports alerts as Prometheus does. They fire unless they have ended.</summary>
    public async Task Post(IEnumerable<AlertToPost> alerts)
    {
        var answer = await http.PostAsJsonAsync("/api/v2/alerts", alerts);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task Fire(params (string Name, string Instance)[] alerts) =>
        Post(alerts.Select(a => AlertToPost.Firing(a.Name, a.Instance)));

    public Task Resolve(params (string Name, string Instance)[] alerts) =>
        Post(alerts.Select(a => AlertToPost.Firing(a.Name, a.Instance) with { EndsAt = AlertToPost.Time(-1) }));

    /// <summary>A counter of its own metrics, summed over all reasons.</summary>
    public async Task<double> Metric(string name, string integration)
    {
        var text = await http.GetStringAsync("/metrics");
        return Sample()
            .Matches(text)
            .Where(m => m.Groups["name"].Value == name && m.Groups["labels"].Value.Contains($"\"{integration}\""))
            .Sum(m => double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    public string Written => program?.Written ?? "";

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Launch()
    {
        program = LocalProgram.Start(
            "prometheus-alertmanager",
            [
                $"--config.file={folder}/alertmanager.yml",
                $"--storage.path={folder}/data",
                $"--web.listen-address={Address.Authority}",
                "--cluster.listen-address=",
            ]
        );
        await program.WaitFor(new Uri(Address, "/-/ready"));
    }

    [GeneratedRegex(@"^(?<name>\w+)\{(?<labels>[^}]*)\} (?<value>\S+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Sample();
}

/// <summary>An alert as Prometheus reports it to Alertmanager.</summary>
internal sealed record AlertToPost(
    Dictionary<string, string> Labels,
    Dictionary<string, string> Annotations,
    string StartsAt,
    string? EndsAt
)
{
    public static AlertToPost Firing(string name, string instance, string severity = "critical") =>
        new(
            new(StringComparer.Ordinal)
            {
                ["alertname"] = name,
                ["instance"] = instance,
                ["severity"] = severity,
            },
            new(StringComparer.Ordinal) { ["summary"] = $"{name} on {instance}" },
            Time(-60),
            null
        );

    /// <param name="seconds">From now.</param>
    public static string Time(int seconds) =>
        TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture);
}
