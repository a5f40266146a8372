using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>A public page made through the API, and what its visitors get.</summary>
internal sealed class SitePage(ChangePage events, string slug)
{
    public ChangePage Events => events;
    public ApiClient Api => events.Api;
    public string Slug => slug;
    public string Path => "/s/" + slug;

    /// <param name="components">Names; API and Web when empty.</param>
    public static async Task<SitePage> Create(ApiClient api, params string[] components)
    {
        var events = await ChangePage.Create(api, components);
        var page = await api.Get("/status-page/info", ("page_id", events.PageId));
        return new SitePage(events, page.Data["url_name"]!.GetValue<string>());
    }

    /// <param name="rest">Below the page, such as <c>/feed.rss</c>.</param>
    public Task<SiteAnswer> Visit(string rest = "", params (string Name, string Value)[] headers) =>
        SiteAnswer.Get(Api.Http, Path + rest, headers);

    public async Task<JsonObject> Json(string name)
    {
        var answer = await Visit("/api/v2/" + name);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.ContentType));
        return JsonNode.Parse(answer.Text)!.AsObject();
    }

    /// <summary>Creates components, or changes those with a <c>component_id</c>.</summary>
    public async Task SetComponents(params object[] components) =>
        _ = (await Api.Post("/status-page/component/upsert", new { page_id = events.PageId, components })).Data;

    /// <summary>Creates a section and returns its ID.</summary>
    public async Task<string> AddSection(string name) =>
        (
            await Api.Post(
                "/status-page/section/upsert",
                new { page_id = events.PageId, sections = new[] { new { name } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();

    /// <summary>Changes the page's settings.</summary>
    public async Task Set(object settings)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(settings)!.AsObject();
        request["page_id"] = events.PageId;
        _ = (await Api.Post("/status-page/update", request.ToJsonString())).Data;
    }
}

/// <summary>What a visitor gets.</summary>
internal sealed record SiteAnswer(
    HttpStatusCode Status,
    byte[] Bytes,
    HttpResponseHeaders Headers,
    HttpContentHeaders ContentHeaders
)
{
    public string Text { get; } = Encoding.UTF8.GetString(Bytes);

    public string? ContentType => ContentHeaders.ContentType?.MediaType;

    public string ETag => Header("ETag")!;

    public static Task<SiteAnswer> Get(HttpClient http, string path, params (string Name, string Value)[] headers) =>
        Send(http, HttpMethod.Get, path, headers);

    public static async Task<SiteAnswer> Send(
        HttpClient http,
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await http.SendAsync(request);
        return new SiteAnswer(
            response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(),
            response.Headers,
            response.Content.Headers
        );
    }

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    /// <summary>The page as a browser without scripts reads it.</summary>
    public IHtmlDocument Html()
    {
        Assert.True(Status == HttpStatusCode.OK && ContentType == "text/html", Text);
        return new HtmlParser().ParseDocument(Text);
    }

    public void Says(string text) => Assert.Contains(text, Text, StringComparison.Ordinal);

    public void DoesNotSay(string text) => Assert.DoesNotContain(text, Text, StringComparison.Ordinal);
}
