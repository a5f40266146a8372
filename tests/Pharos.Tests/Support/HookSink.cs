using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pharos.Tests.Support;

/// <summary>A real HTTP listener on loopback that takes what is posted, and answers what a test wants.</summary>
public sealed class HookSink : IAsyncDisposable
{
    private readonly WebApplication app;

    private HookSink(WebApplication app) => this.app = app;

    public ConcurrentQueue<SunkMessage> Messages { get; } = new();

    /// <summary>What a path is answered: status, body, and the address of a redirect.</summary>
    public ConcurrentDictionary<string, (int Status, string Body, string? Header)> Answers { get; } = new();

    public string Url => app.Urls.First();

    public static async Task<HookSink> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var sink = new HookSink(app);
        app.Run(sink.Take);
        await app.StartAsync();
        return sink;
    }

    public IReadOnlyList<SunkMessage> At(string path) => [.. Messages.Where(m => m.Path == path)];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Messages.Enqueue(
            new SunkMessage(
                http.Request.Method,
                http.Request.Path,
                http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
                body
            )
        );
        var answer = Answers.GetValueOrDefault(http.Request.Path, ((int)HttpStatusCode.OK, "ok", null));
        http.Response.StatusCode = answer.Item1;
        if (answer.Item3 is { } header)
            http.Response.Headers[header.Split(": ")[0]] = header.Split(": ")[1];
        await http.Response.WriteAsync(answer.Item2);
    }
}

public sealed record SunkMessage(string Method, string Path, IReadOnlyDictionary<string, string> Query, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}
