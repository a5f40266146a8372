using System.Security.Cryptography.X509Certificates;

namespace Pharos.Bench;

/// <summary>
/// What pharos is measured against: Kestrel with pharos's own certificate, answering fixed bytes or doing nothing.
/// </summary>
internal static class ComparisonServer
{
    /// <param name="dataFolder">Pharos's data folder, for its certificate.</param>
    /// <param name="answer">What to answer; null for an empty ASP.NET program.</param>
    public static async Task<int> Run(string dataFolder, BareAnswer? answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var certificate = X509Certificate2.CreateFromPemFile(
            Path.Combine(dataFolder, "certificate.pem"),
            Path.Combine(dataFolder, "certificate.key")
        );
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        var app = builder.Build();
        if (answer is null)
            app.MapGet("/healthz", () => "ok");
        else
            app.Run(context =>
            {
                var response = context.Response;
                response.StatusCode = answer.Status;
                foreach (var (name, value) in answer.Headers)
                    response.Headers[name] = value;
                if (answer.Body.Length == 0)
                    return Task.CompletedTask;
                response.ContentLength = answer.Body.Length;
                return response.Body.WriteAsync(answer.Body, 0, answer.Body.Length);
            });
        await app.StartAsync();
        System.Console.WriteLine("listens on " + app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
