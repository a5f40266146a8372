using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>Debian's Prometheus on loopback. It watches one value, and its rule fires from 80 on.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-prometheus-").FullName;
    private readonly WebApplication exporter;
    private LocalProgram? program;

    private Prometheus()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        exporter = builder.Build();
        exporter.Run(http => http.Response.WriteAsync($"load {Load}\n"));
    }

    /// <summary>What it measures from now on.</summary>
    public int Load { get; set; }

    public static async Task<Prometheus> Start(Uri alertmanager)
    {
        var prometheus = new Prometheus();
        await prometheus.exporter.StartAsync();
        var target = new Uri(prometheus.exporter.Urls.First());
        await File.WriteAllTextAsync(
            Path.Combine(prometheus.folder, "rules.yml"),
            """
            groups:
              - name: test
                rules:
                  - alert: HighLoad
                    expr: load >= 80
                    labels:
                      severity: '{{ if ge $value 90.0 }}critical{{ else }}warning{{ end }}'
                    annotations:
                      summary: 'Load {{ $value }}'
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(prometheus.folder, "prometheus.yml"),
            $$"""
            global:
              scrape_interval: 200ms
              scrape_timeout: 200ms
              evaluation_interval: 200ms
            rule_files: ['{{prometheus.folder}}/rules.yml']
            alerting:
              alertmanagers:
                - static_configs:
                    - targets: ['{{alertmanager.Authority}}']
            scrape_configs:
              - job_name: test
                static_configs:
                  - targets: ['{{target.Authority}}']
                    labels: { instance: web1 }
            """
        );
        var address = new Uri($"http://127.0.0.1:{LocalProgram.FreePort()}");
        prometheus.program = LocalProgram.Start(
            "prometheus",
            [
                $"--config.file={prometheus.folder}/prometheus.yml",
                $"--storage.tsdb.path={prometheus.folder}/data",
                $"--web.listen-address={address.Authority}",
                "--rules.alert.resend-delay=1s",
            ]
        );
        await prometheus.program.WaitFor(new Uri(address, "/-/ready"));
        return prometheus;
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        await exporter.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
