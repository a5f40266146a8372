using System.Net;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>A key that came over plain HTTP has leaked: no data, no redirect, an explanation.</summary>
[Trait("Runs", "Once")]
public sealed class HttpsOnlyTests(SharedServer shared)
{
    [Fact]
    public async Task Plain_HTTP_on_the_same_port_is_denied_in_an_envelope_and_not_redirected()
    {
        var api = await shared.NewAccount();
        using var plain = TestServer.NewHttpClient(new UriBuilder(shared.Server.Address) { Scheme = "http" }.Uri);
        foreach (var path in (string[])["/status-page/list?app_key=" + api.Key, "/openapi.json", "/nowhere"])
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            message.Headers.Add("X-Forwarded-Proto", "https");
            Denied(await new ApiClient(plain, api.Key, api.Caller, api.Email).Send(message));
        }

        Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/list")).Status);
    }

    [Fact]
    public async Task A_write_over_plain_HTTP_does_not_happen()
    {
        var api = await shared.NewAccount();
        var (pageId, _) = await api.NewPage();
        using var plain = TestServer.NewHttpClient(new UriBuilder(shared.Server.Address) { Scheme = "http" }.Uri);

        Denied(
            await new ApiClient(plain, api.Key, api.Caller, api.Email).Post(
                "/status-page/delete",
                new { page_id = pageId }
            )
        );

        Assert.Equal(HttpStatusCode.OK, (await api.Get("/status-page/info", ("page_id", pageId))).Status);
    }

    [Theory]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", "https", true)]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("127.0.0.1", "nonsense", false)]
    [InlineData("10.0.0.0/8", "https", false)]
    [InlineData(null, "https", false)]
    public async Task The_forwarded_scheme_counts_only_from_a_trusted_proxy(
        string? trusted,
        string? scheme,
        bool granted
    )
    {
        await using var server = await TestServer.Start(configure: options =>
            (options.Urls, options.TrustedProxies) = ("http://127.0.0.1:0", trusted)
        );
        var api = await server.NewAccount();
        using var message = new HttpRequestMessage(HttpMethod.Get, "/status-page/list?app_key=" + api.Key);
        if (scheme is not null)
            message.Headers.Add("X-Forwarded-Proto", scheme);

        var answer = await api.Send(message);

        if (granted)
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        else
            Denied(answer);
    }

    [Fact]
    public async Task A_trusted_proxy_that_took_the_request_over_plain_HTTP_is_believed_too()
    {
        await using var server = await TestServer.Start(configure: options => options.TrustedProxies = "127.0.0.1");
        var api = await server.NewAccount();
        using var message = new HttpRequestMessage(HttpMethod.Get, "/status-page/list?app_key=" + api.Key);
        message.Headers.Add("X-Forwarded-Proto", "http");

        Denied(await api.Send(message));
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_explains_it()
    {
        await using var server = await TestServer.Start(configure: options => options.Urls = "http://127.0.0.1:0");
        foreach (var path in (string[])["/", "/console/setup", "/s/acme"])
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            message.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            using var response = await server.Http.SendAsync(message);
            var html = await response.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("This server needs HTTPS", html, StringComparison.Ordinal);
            Assert.Contains("Pharos:TrustedProxies", html, StringComparison.Ordinal);
        }
    }

    private static void Denied(ApiAnswer answer)
    {
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (answer.Status, answer.Code));
        Assert.Contains("HTTPS", answer.Message, StringComparison.Ordinal);
        Assert.True(Ids.IsUlid(answer.Json["request_id"]!.GetValue<string>()));
        Assert.Null(answer.Headers.Location);
        Assert.False(answer.Json.ContainsKey("data"));
    }
}
