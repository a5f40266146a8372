using System.Security.Cryptography.X509Certificates;

namespace Pharos.Bench;

/// <summary>What pharos is measured against: Kestrel with pharos's own certificate, answering fixed bytes or doing nothing.</summary>
internal static class ComparisonServer
{
    /// <param name="dataFolder">Pharos's data folder, for its certificate.</param>
    /// <param name="body">The bytes to answer; null for an empty ASP.NET program.</param>
    public static async Task<int> Run(string dataFolder, byte[]? body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(dataFolder, "certificate.pem"), Path.Combine(dataFolder, "certificate.key"));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        if (body is null)
            app.MapGet("/healthz", () => "ok");
        else
            app.Run(context =>
            {
                var response = context.Response;
                response.ContentType = "application/json; charset=utf-8";
                response.ContentLength = body.Length;
                response.Headers["Flashcat-Request-Id"] = "01HK8XQE3Z7JM2NTFQ5YJ8P9R4";
                return response.Body.WriteAsync(body, 0, body.Length);
            });
        await app.StartAsync();
        System.Console.WriteLine("listens on " + app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
