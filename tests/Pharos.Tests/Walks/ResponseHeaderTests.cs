using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>The headers of every route's responses, to visitors and to a member.</summary>
public sealed partial class ResponseHeaderTests(SharedServer shared)
{
    [Fact]
    public async Task Every_response_tells_the_browser_what_it_may_do_with_it()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var page = await SitePage.Create(owner);
        var change = (await page.Events.Publish()).Id("change_id");
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["slug"] = page.Slug,
            ["pageId"] = page.Events.PageId.ToString(CultureInfo.InvariantCulture),
            ["id"] = change.ToString(CultureInfo.InvariantCulture),
            ["month"] = "2026-05",
            ["type"] = "message",
        };
        var cookies = string.Join("; ", browser.Cookies.Select(c => $"{c.Key}={c.Value}"));
        var (seen, embeddable, kept) = (0, 0, 0);
        foreach (
            var (method, path) in shared
                .Server.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(e =>
                    e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>()
                        .HttpMethods.Select(m => (m, "/" + Filled(e.RoutePattern.RawText!.TrimStart('/'))))
                )
                .Append(("GET", "/nothing-here"))
        )
        {
            foreach (var cookie in (string?[])[null, cookies])
                await Check(method, path, cookie);
        }

        Assert.True(seen > 400, $"only {seen} responses were seen");
        Assert.True(embeddable > 20, $"only {embeddable} responses may be embedded");
        Assert.True(kept > 20, $"only {kept} responses may be kept");

        string Filled(string route) =>
            Parameter().Replace(route, m => values.GetValueOrDefault(m.Groups["name"].Value, "x"));

        async Task Check(string method, string path, string? cookie)
        {
            using var message = new HttpRequestMessage(new HttpMethod(method), path);
            if (cookie is not null)
                message.Headers.Add("Cookie", cookie);
            using var response = await shared.Server.Http.SendAsync(message);
            var place = $"{method} {path}: {(int)response.StatusCode} {response.Headers}";
            string Header(string name)
            {
                Assert.True(response.Headers.TryGetValues(name, out var found), $"{place} has no {name}");
                return Assert.Single(found);
            }

            seen++;
            Assert.Equal("nosniff", Header("X-Content-Type-Options"));
            Assert.Equal("max-age=31536000", Header("Strict-Transport-Security"));
            Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
            Assert.True(response.Headers.CacheControl is not null, place);
            var isPublic = path.StartsWith("/s/", StringComparison.Ordinal);
            var policy = Header("Cross-Origin-Resource-Policy");
            if (policy != "same-origin")
            {
                Assert.True(isPublic && policy == "cross-origin", place);
                embeddable++;
            }
            else
            {
                // What scripts and pages of other sites may read, they may also embed.
                Assert.False(
                    isPublic
                        && method == "GET"
                        && response.StatusCode == HttpStatusCode.OK
                        && response.Headers.Contains("Access-Control-Allow-Origin"),
                    place
                );
            }

            if (response.Headers.CacheControl.NoStore)
                return;
            kept++;
            Assert.True(
                isPublic
                    || path is "/" or "/openapi.json" or "/robots.txt" or "/favicon.ico"
                    || path.StartsWith("/assets/", StringComparison.Ordinal),
                place
            );
        }
    }

    [Fact]
    public async Task No_answer_of_the_API_is_kept()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        foreach (var (method, path, _) in shared.Server.Operations())
        {
            var answer = await page.Api.Call(method, path, page.Request(path));
            Assert.True(answer.Headers.CacheControl?.NoStore == true, $"{path}: {answer.Headers}");
        }
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
