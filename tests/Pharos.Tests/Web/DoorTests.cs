using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Tests.Support;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Tests.Web;

[FullOnPostgres]
public sealed class DoorTests(SharedServer shared)
{
    private const string Keys = "/console/account/app-keys";

    [Fact]
    public async Task No_endpoint_but_the_open_ones_answers_who_is_not_signed_in()
    {
        await shared.Server.NewConsoleMember();
        var endpoints = shared
            .Server.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints)
        {
            var door = endpoint.Metadata.GetRequiredMetadata<ConsoleEndpoint>();
            var path = System.Text.RegularExpressions.Regex.Replace(
                endpoint.RoutePattern.RawText!,
                @"\{[^}]*\}",
                new string('a', 64)
            );
            var post = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("POST");
            var browser = new ConsoleBrowser(shared.Server.Http);
            var answer = post ? await browser.Post(path) : await browser.Get(path);
            if (!door.Open)
                Assert.StartsWith("/console/sign-in", answer.Location, StringComparison.Ordinal);
            Assert.Equal(
                path is "/console/setup" or "/console/sign-in" or "/console/sign-in/code" or "/console/sign-out"
                    || path.StartsWith("/console/invitations/", StringComparison.Ordinal),
                door.Open
            );
        }
    }

    [Fact]
    public void The_notice_of_each_form_is_shown_by_a_screen()
    {
        var endpoints = shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        var shown = endpoints.SelectMany(e => e.Metadata.GetMetadata<ScreenNotices>()?.Notices ?? []).ToHashSet();
        var forms = endpoints.Where(e => e.Metadata.GetMetadata<SubmitsWith>() is not null).ToList();
        Assert.NotEmpty(forms);
        Assert.All(forms, e => Assert.Contains(e.Metadata.GetRequiredMetadata<SubmitsWith>().Notice, shown));
    }

    [Fact]
    public void A_screen_has_one_notice_for_each_key()
    {
        var endpoints = shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.All(endpoints.Select(e => e.Metadata.GetMetadata<ScreenNotices>()?.Notices ?? []), notices =>
            Assert.Equal(notices.Count, notices.DistinctBy(n => n.Key).Count())
        );
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_does_nothing()
    {
        var (browser, _) = await shared.Server.NewSignedIn();
        var keyId = Assert.Single((await browser.Get(Keys)).KeyIds());

        foreach (
            var path in (string[])
                ["/console/sign-out", "/console/sign-in", Keys, $"{Keys}/{keyId}/disable", $"{Keys}/{keyId}/delete"]
        )
        {
            var refused = await browser.Post(path, ("name", "x"), ("key_id", "01JAAAAAAAAAAAAAAAAAAAAAAA"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("This form has expired", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(keyId, Assert.Single((await browser.Get(Keys)).KeyIds()));
    }

    [Fact]
    public async Task A_form_of_another_member_is_refused()
    {
        var (mine, _) = await shared.Server.NewSignedIn();
        var (theirs, _) = await shared.Server.NewSignedIn();
        var form = await mine.Get(Keys);
        theirs.SetCookie("__Host-pharos-form", mine.Cookies["__Host-pharos-form"]);

        Assert.Equal(HttpStatusCode.BadRequest, (await theirs.Submit(form, Keys, ("name", "x"))).Status);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "nonsense")]
    [InlineData("application/x-www-form-urlencoded", "%zz=%00&&=")]
    public async Task A_body_that_is_no_form_of_ours_is_refused_as_a_page(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await shared.Server.Http.PostAsync("/console/sign-in", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_form_larger_than_any_of_ours_is_refused()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("email", new string('a', 70_000))]);
        using var response = await shared.Server.Http.PostAsync("/console/sign-in", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("/console/sign-in", 200)]
    [InlineData("/console", 303)]
    [InlineData("/console/nothing-here", 404)]
    public async Task Every_page_tells_the_browser_what_to_refuse(string path, int status)
    {
        await shared.Server.NewConsoleMember();

        var answer = await new ConsoleBrowser(shared.Server.Http).Get(path);

        Assert.Equal(status, (int)answer.Status);
        var policy = answer.Header("Content-Security-Policy")!;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", answer.Header("Referrer-Policy"));
        Assert.Contains("no-store", answer.Header("Cache-Control"));
        Assert.DoesNotContain("style=", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_page_is_answered_in_HTML_with_the_requests_ID()
    {
        var answer = await new ConsoleBrowser(shared.Server.Http, "zh-CN,zh;q=0.9").Get("/console/nothing-here");

        Assert.Equal("text/html", answer.ContentType);
        Assert.Contains("<html lang=\"zh-Hans\">", answer.Html, StringComparison.Ordinal);
        Assert.Contains("页面不存在", answer.Text, StringComparison.Ordinal);
        Assert.Contains(answer.Header("Flashcat-Request-Id")!, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_plain_HTTP_there_is_only_the_envelope()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(
            new UriBuilder(shared.Server.Address) { Scheme = "http", Path = "/console/sign-in" }.Uri
        );

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Assets_are_kept_for_good_under_an_address_that_changes_with_them()
    {
        var page = await new ConsoleBrowser(shared.Server.Http).Get("/console/nothing-here");
        foreach (var name in (string[])["console", "mark"])
        {
            var start = page.Html.IndexOf($"/assets/{name}.", StringComparison.Ordinal);
            using var asset = await shared.Server.Http.GetAsync(page.Html[start..page.Html.IndexOf('"', start)]);
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", asset.Headers.CacheControl?.ToString());
        }

        Assert.DoesNotContain(
            "://",
            page.Html.Replace("http://www.w3.org", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }
}
