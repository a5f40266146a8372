using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pharos.Kernel;

namespace Pharos.Tests.Support;

/// <summary>Speaks the Open API as one member does.</summary>
public sealed class ApiClient(HttpClient http, string key, Caller caller, string email)
{
    public string Key => key;
    public Caller Caller => caller;
    public string Email => email;
    public HttpClient Http => http;

    public Task<ApiAnswer> Get(string path, params ReadOnlySpan<(string Name, object Value)> query)
    {
        var address = new StringBuilder(path).Append("?app_key=").Append(key);
        foreach (var (name, value) in query)
            address
                .Append('&')
                .Append(name)
                .Append('=')
                .Append(Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture)!));
        return Send(new HttpRequestMessage(HttpMethod.Get, address.ToString()));
    }

    /// <param name="body">Anything that serialises to the JSON wanted, or the JSON itself as a string.</param>
    public Task<ApiAnswer> Post(string path, object body)
    {
        var json = body as string ?? JsonSerializer.Serialize(body);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Send(new HttpRequestMessage(HttpMethod.Post, $"{path}?app_key={key}") { Content = content });
    }

    public async Task<ApiAnswer> Send(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new ApiAnswer(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers,
            response.Content.Headers.ContentType?.ToString()
        );
    }

    /// <summary>A public page with components of these names; their IDs in that order.</summary>
    public async Task<(long PageId, string[] ComponentIds)> NewPage(params string[] components)
    {
        var page = await Post(
            "/status-page/create",
            new
            {
                name = "Acme",
                type = "public",
                url_name = "acme-" + Guid.NewGuid().ToString("N"),
                date_view = "calendar",
                display_uptime_mode = "chart_and_percentage",
            }
        );
        var pageId = page.Data["page_id"]!.GetValue<long>();
        if (components.Length == 0)
            return (pageId, []);
        var made = await Post(
            "/status-page/component/upsert",
            new { page_id = pageId, components = components.Select(name => new { name }) }
        );
        return (pageId, [.. made.Data["component_ids"]!.AsArray().Select(id => id!.GetValue<string>())]);
    }

    /// <summary>An incident that is being investigated, with one component degraded.</summary>
    public async Task<long> NewIncident(long pageId, string componentId, string title = "Slow answers")
    {
        var made = await Post(
            "/status-page/change/create",
            new
            {
                page_id = pageId,
                type = "incident",
                title,
                description = "Answers are slow.",
                status = "investigating",
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "We are looking.",
                        component_changes = new[] { new { component_id = componentId, status = "degraded" } },
                    },
                },
            }
        );
        return made.Data["change_id"]!.GetValue<long>();
    }
}

/// <summary>An answer of the Open API.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonObject Json { get; } =
        Text.Length == 0 || ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true
            ? []
            : JsonNode.Parse(Text)!.AsObject();

    /// <summary>The data of a success; fails the test on an error.</summary>
    public JsonObject Data
    {
        get
        {
            Assert.True(Status == HttpStatusCode.OK, Text);
            return Json["data"]!.AsObject();
        }
    }

    public string? Code => Json["error"]?["code"]?.GetValue<string>();

    public string? Message => Json["error"]?["message"]?.GetValue<string>();

    /// <summary>Fails the test unless the request succeeded.</summary>
    public void IsSuccess() => Assert.True((int)Status is >= 200 and < 300, Text);

    /// <summary>Fails the test unless this is that error, naming that field.</summary>
    public void IsError(string code, string? field = null)
    {
        Assert.True(code == Code, Text);
        if (field is not null)
            Assert.Contains(field, Message, StringComparison.Ordinal);
    }
}
