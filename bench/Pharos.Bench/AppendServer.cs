using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;

namespace Pharos.Bench;

/// <summary>
/// The program that the intake is compared with: Kestrel that appends each body to a file and answers once it is on
/// disk. Requests that wait share one flush.
/// </summary>
internal static class AppendServer
{
    /// <param name="dataFolder">The data folder of Pharos, with its certificate. The file is also there.</param>
    public static async Task<int> Run(string dataFolder)
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
        var queue = Channel.CreateUnbounded<(byte[] Body, TaskCompletionSource Done)>();
        var writing = Write(Path.Combine(dataFolder, Guid.NewGuid().ToString("N") + ".log"), queue.Reader);
        app.MapGet("/healthz", () => "ok");
        app.MapPost("/{**path}", async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Writer.TryWrite((body.ToArray(), done));
            await done.Task;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"data":{}}""");
        });
        await app.StartAsync();
        System.Console.WriteLine("listens on " + app.Urls.First());
        await app.WaitForShutdownAsync();
        queue.Writer.Complete();
        await writing;
        return 0;
    }

    private static async Task Write(string file, ChannelReader<(byte[] Body, TaskCompletionSource Done)> queue)
    {
        await using var log = new FileStream(file, FileMode.CreateNew);
        var batch = new List<TaskCompletionSource>();
        while (await queue.WaitToReadAsync())
        {
            while (batch.Count < 256 && queue.TryRead(out var one))
            {
                log.Write(one.Body);
                batch.Add(one.Done);
            }

            log.Flush(flushToDisk: true);
            foreach (var done in batch)
                done.SetResult();
            batch.Clear();
        }
    }
}
