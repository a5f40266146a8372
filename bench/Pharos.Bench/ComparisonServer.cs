using System.Security.Cryptography.X509Certificates;

namespace Pharos.Bench;

/// <summary>
/// The program that Pharos is compared with: Kestrel with the same certificate and a fixed response, or an empty
/// program.
/// </summary>
internal static class ComparisonServer
{
    /// <param name="dataFolder">The data folder of Pharos, with its certificate.</param>
    /// <param name="fixedResponse">The response; null for an empty ASP.NET program.</param>
    public static async Task<int> Run(string dataFolder, BareResponse? fixedResponse)
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
        if (fixedResponse is null)
            app.MapGet("/healthz", () => "ok");
        else
            app.Run(context =>
            {
                var response = context.Response;
                response.StatusCode = fixedResponse.Status;
                foreach (var (name, value) in fixedResponse.Headers)
                    response.Headers[name] = value;
                if (fixedResponse.Body.Length == 0)
                    return Task.CompletedTask;
                response.ContentLength = fixedResponse.Body.Length;
                return response.Body.WriteAsync(fixedResponse.Body, 0, fixedResponse.Body.Length);
            });
        await app.StartAsync();
        System.Console.WriteLine("listens on " + app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
