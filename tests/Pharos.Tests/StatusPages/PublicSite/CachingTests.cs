using System.IO.Compression;
using System.Net;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The headers for caches and browsers.</summary>
public sealed class CachingTests(SharedServer shared)
{
    public static TheoryData<string> Views => new(["", "/history", .. SiteViews.Files.Select(f => "/" + f)]);

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Each_encoding_has_its_tag_and_a_request_with_it_gets_304(string view)
    {
        var page = await SitePage.Create(await shared.NewAccount());
        await page.Events.Publish();
        var plain = await page.Visit(view);
        var tags = new HashSet<string>(StringComparer.Ordinal);

        foreach (
            var (accepted, encoding) in new[]
            {
                ("", null),
                ("gzip", "gzip"),
                ("br", "br"),
                ("gzip, deflate, br;q=0.9", "br"),
                ("br;q=0, gzip", "gzip"),
                ("br; Q=0.000 ,GZIP;q=0.5", "gzip"),
                ("zebra, xgzip", null),
                ("identity", null),
            }
        )
        {
            (string, string)[] wish = accepted.Length == 0 ? [] : [("Accept-Encoding", accepted)];
            var full = await page.Visit(view, wish);
            Assert.Equal(encoding, full.Header("Content-Encoding"));
            Assert.Equal(plain.Bytes, Decode(full.Bytes, encoding));
            Assert.Matches("^\"[^\"]+\"$", full.ETag);
            tags.Add(full.ETag);
            DemandCacheable(full, view);

            var again = await page.Visit(view, [.. wish, ("If-None-Match", full.ETag)]);
            Assert.Equal((HttpStatusCode.NotModified, 0, full.ETag), (again.Status, again.Bytes.Length, again.ETag));
            DemandCacheable(again, view);
        }

        Assert.Equal(3, tags.Count);
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await page.Visit(view, ("If-None-Match", $"\"x\", W/{plain.ETag}"))).Status
        );
        Assert.Equal(HttpStatusCode.OK, (await page.Visit(view, ("If-None-Match", "\"other\""))).Status);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Head_says_what_get_would_without_the_body(string view)
    {
        var page = await SitePage.Create(await shared.NewAccount());
        var get = await page.Visit(view);

        var head = await SiteAnswer.Send(page.Api.Http, HttpMethod.Head, page.Path + view);

        Assert.Equal((HttpStatusCode.OK, 0), (head.Status, head.Bytes.Length));
        Assert.Equal(
            (get.ETag, get.Header("Content-Type"), get.Bytes.Length.ToString()),
            (head.ETag, head.Header("Content-Type"), head.Header("Content-Length"))
        );
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task No_query_string_that_we_do_not_know_makes_another_answer(string view)
    {
        var page = await SitePage.Create(await shared.NewAccount());
        var plain = await page.Visit(view);

        foreach (
            var query in (string[])
                [
                    "?",
                    "?utm_source=x",
                    "?a=%3Cscript%3E",
                    "?lang=",
                    "?LANG2=zh",
                    "?p=1&p=2",
                    "?" + new string('x', 2000),
                ]
        )
        {
            var answer = await page.Visit(
                view + query,
                ("User-Agent", "x<y>"),
                ("Cookie", "a=b"),
                ("X-Forwarded-Host", "evil.example"),
                ("Referer", "https://evil.example/")
            );
            Assert.Equal((HttpStatusCode.OK, plain.ETag), (answer.Status, answer.ETag));
            Assert.Equal(plain.Bytes, answer.Bytes);
        }
    }

    [Fact]
    public async Task Scripts_of_any_site_may_read_what_is_for_machines()
    {
        var page = await SitePage.Create(await shared.NewAccount());
        foreach (var file in SiteViews.Files)
        {
            Assert.Equal("*", (await page.Visit("/" + file)).Header("Access-Control-Allow-Origin"));
            // A script that sends the tag it knows asks first whether it may.
            var preflight = await SiteAnswer.Send(
                page.Api.Http,
                HttpMethod.Options,
                $"{page.Path}/{file}",
                ("Origin", "https://example.com"),
                ("Access-Control-Request-Method", "GET"),
                ("Access-Control-Request-Headers", "if-none-match")
            );
            Assert.Equal(
                (HttpStatusCode.NoContent, "*", "*", "GET, HEAD"),
                (
                    preflight.Status,
                    preflight.Header("Access-Control-Allow-Origin"),
                    preflight.Header("Access-Control-Allow-Headers"),
                    preflight.Header("Access-Control-Allow-Methods")
                )
            );
        }

        Assert.Null((await page.Visit()).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Pages_may_run_and_load_only_what_they_bring_along()
    {
        var page = await SitePage.Create(await shared.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        foreach (var view in (string[])["", "/history", $"/events/{id}"])
        {
            var answer = await page.Visit(view);
            var policy = answer
                .Header("Content-Security-Policy")!
                .Split("; ")
                .Select(d => d.Split(' ', 2))
                .ToDictionary(d => d[0], d => d[1], StringComparer.Ordinal);
            Assert.Equal(("'none'", "'none'"), (policy["default-src"], policy["base-uri"]));
            Assert.DoesNotContain("unsafe", string.Join(' ', policy.Values), StringComparison.Ordinal);
            var html = answer.Html();
            Assert.Equal(policy["style-src"], Digests(html, "style"));
            Assert.Equal(policy["script-src"], Digests(html, "script"));
            Assert.Empty(
                html.QuerySelectorAll("[style], [onclick], [onload], link[rel=stylesheet], script[src], iframe")
            );
        }
    }

    private static string Digests(AngleSharp.Dom.IDocument html, string element) =>
        string.Join(' ', html.QuerySelectorAll(element).Select(e => Digest(e.TextContent)));

    private static string Digest(string text) =>
        "'sha256-"
        + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))
        + "'";

    private static void DemandCacheable(SiteAnswer answer, string view)
    {
        Assert.Equal(
            "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400",
            answer.Header("Cache-Control")!.Replace(",  ", ", ", StringComparison.Ordinal)
        );
        Assert.Equal(
            view is "" or "/history" ? "Accept-Encoding, Accept-Language" : "Accept-Encoding",
            answer.Header("Vary")
        );
        Assert.Null(answer.Header("Set-Cookie"));
    }

    private static byte[] Decode(byte[] bytes, string? encoding)
    {
        using var packed = new MemoryStream(bytes);
        using Stream stream = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
