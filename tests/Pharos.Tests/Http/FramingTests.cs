using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pharos.Kernel;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>
/// Requests whose bytes break the rules of HTTP are the client's error: never a 500, nothing in the log, and an
/// envelope with a request ID, also where Kestrel refuses them before our code runs.
/// </summary>
[Trait("Runs", "Once")]
public sealed class FramingTests : IAsyncLifetime
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";

    private readonly LogSink log = new();
    private TestServer? server;
    private string[] targets = [];

    private TestServer Server => server!;

    /// <summary>The lines after the request line and the Host header, with the body.</summary>
    private static IEnumerable<(string Name, string After)> Bodies()
    {
        foreach (
            var size in (string[])
                [
                    "80000000",
                    "7fffffff1",
                    "ffffffffffffffff",
                    "fffffffffffffffff",
                    "-1",
                    "+2",
                    "0x10",
                    "zz",
                    "",
                    " 2",
                    "2 ",
                ]
        )
            yield return ($"chunk size '{size}'", $"Transfer-Encoding: chunked\r\n\r\n{size}\r\nab\r\n0\r\n\r\n");
        foreach (
            var (name, body) in ((string, string)[])
                [
                    ("chunk longer than its size", "2\r\nabcd\r\n0\r\n\r\n"),
                    ("chunk without its end", "2\r\nab0\r\n\r\n"),
                    ("chunk extension with NUL", "2;a=\0\r\nab\r\n0\r\n\r\n"),
                    ("line feeds alone", "2\nab\n0\n\n"),
                    ("trailer with NUL", "2\r\nab\r\n0\r\nX: a\0b\r\n\r\n"),
                    ("trailer with 0xff", "2\r\nab\r\n0\r\nX: a\xff" + "b\r\n\r\n"),
                    ("trailer name with 0xff", "2\r\nab\r\n0\r\nX\xff: a\r\n\r\n"),
                    ("trailer without a colon", "2\r\nab\r\n0\r\nX\r\n\r\n"),
                    ("200 KB of trailers", "2\r\nab\r\n0\r\nX: " + new string('a', 200_000) + "\r\n\r\n"),
                ]
        )
            yield return (name, "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    /// <summary>Heads that Kestrel refuses; {0} is the target.</summary>
    private static IEnumerable<(string Name, string Request)> Heads()
    {
        // Otherwise the connection stays open after what Kestrel accepts, for two minutes.
        const string close = "Connection: close\r\n";
        const string line = "POST {0} HTTP/1.1\r\n" + close;
        const string host = "Host: localhost\r\n";
        foreach (
            var (name, rest) in ((string, string)[])
                [
                    ("header with 0xff", host + "X: a\xff\r\n\r\n"),
                    ("header with NUL", host + "X: a\0b\r\n\r\n"),
                    ("header name with a space", host + "X y: a\r\n\r\n"),
                    ("header without a colon", host + "X\r\n\r\n"),
                    ("header that is folded", host + "X: a\r\n b\r\n\r\n"),
                    ("two hosts", host + host + "\r\n"),
                    ("no host", "\r\n"),
                    ("host with a space", "Host: a b\r\n\r\n"),
                    ("unknown transfer encoding", host + "Transfer-Encoding: gzip\r\n\r\n"),
                    ("chunked, but not last", host + "Transfer-Encoding: chunked, gzip\r\n\r\n"),
                    ("two lengths", host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                    ("negative length", host + "Content-Length: -1\r\n\r\n"),
                    ("length that is no number", host + "Content-Length: a\r\n\r\n"),
                    ("length beyond 64 bits", host + "Content-Length: 99999999999999999999\r\n\r\n"),
                    ("140 KB of headers", host + "X: " + new string('a', 140_000) + "\r\n\r\n"),
                    ("two hundred headers", host + string.Concat(Enumerable.Repeat("X: a\r\n", 200)) + "\r\n"),
                ]
        )
            yield return (name, line + rest);
        foreach (
            var start in (string[])
                [
                    "GET /%00 HTTP/1.1",
                    "GET /\0 HTTP/1.1",
                    "GET /\xff HTTP/1.1",
                    "GET / HTTP/9.9",
                    "GET / HTTP/1.2",
                    "GET / HTTP/1.1 x",
                    "GET /",
                    "GET",
                    "G\0T / HTTP/1.1",
                    "GET http://elsewhere.example/ HTTP/1.1",
                    "GET localhost:443 HTTP/1.1",
                    "GET * HTTP/1.1",
                    "CONNECT / HTTP/1.1",
                    "GET /" + new string('a', 70_000) + " HTTP/1.1",
                ]
        )
            yield return (start.Length > 50 ? "70 KB of address" : start, start + "\r\n" + host + close + "\r\n");
    }

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.Start(extend: services => services.AddSingleton<ILoggerProvider>(log));
        var page = await SitePage.Create(await server.NewAccount());
        targets =
        [
            $"/status-page/create?app_key={page.Api.Key}",
            page.Path + "/subscribe",
            "/console/sign-in",
            "/console/setup",
            "/delivery/bounce",
            "/healthz",
            "/nowhere",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task A_broken_body_is_a_bad_request_on_every_kind_of_address()
    {
        foreach (var (name, rest) in Bodies())
        {
            foreach (var target in targets)
            {
                var type = target.StartsWith("/status-page", StringComparison.Ordinal) ? Json : Form;
                var answer = await RawConnection.Exchange(
                    Server.Address,
                    $"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{type}{rest}"
                );
                Assert.True(answer.Status is >= 400 and < 500, $"{name}, {target}: {answer.Text}");
                Assert.True(Ids.IsUlid(answer.Header("Flashcat-Request-Id") ?? ""), $"{name}, {target}: {answer.Text}");
            }
        }

        // Kestrel notes that it cannot read the rest of a body that was refused. RepeatLimiter bounds these lines.
        Assert.DoesNotContain(log.Lines, line => !line.Contains("automatic draining", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_Kestrel_refuses_gets_an_envelope_with_a_request_ID()
    {
        foreach (var (name, request) in Heads())
        {
            var answer = await RawConnection.Exchange(
                Server.Address,
                request.Replace("{0}", targets[0], StringComparison.Ordinal)
            );
            Assert.True(answer.Status is >= 400 and < 500 or 501 or 505, $"{name}: {answer.Text}");
            var id = answer.Header("Flashcat-Request-Id") ?? "";
            Assert.True(Ids.IsUlid(id), $"{name}: {answer.Text}");
            var body = JsonNode.Parse(answer.Body)!;
            Assert.Equal(id, body["request_id"]!.GetValue<string>());
            Assert.False(string.IsNullOrEmpty(body["error"]?["code"]?.GetValue<string>()), $"{name}: {answer.Text}");
            Assert.Equal(answer.Header("Content-Length"), $"{answer.Body.Length}");
        }

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_refused_request_is_explained_in_its_language_and_answers_before_it_arrive_first()
    {
        const string good = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-CN\r\n\r\n";

        var answer = await RawConnection.Exchange(Server.Address, good + good + "GET /%00 HTTP/1.1\r\n\r\n");

        var parts = answer.Text.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["200", "200", "400"], parts.Select(p => p[..3]));
        Assert.Contains("The request is malformed.", parts[2], StringComparison.Ordinal);
        Assert.Equal(3, parts.Select(p => p.Split("request_id\":\"")[1][..26]).Distinct().Count());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencodedzz")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=\"utf-16\"")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=")]
    [InlineData("application/x-www-form-urlencoded, text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData("\xff")]
    public async Task A_form_of_another_type_or_charset_is_refused(string type)
    {
        foreach (var target in targets.Where(t => t.Contains("/s", StringComparison.Ordinal)).Skip(1))
        {
            var answer = await RawConnection.Exchange(
                Server.Address,
                $"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + $"Content-Type: {type}\r\nContent-Length: 3\r\n\r\na=b"
            );
            Assert.True(answer.Status is >= 400 and < 500, $"{target}: {answer.Text}");
        }

        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", "InvalidContentType")]
    [InlineData("application/json; charset=latin1", "InvalidContentType")]
    [InlineData("application/json; charset=\"UTF-8\"", null)]
    public async Task A_charset_other_than_UTF8_is_refused(string type, string? code)
    {
        var api = await Server.NewAccount();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/member/info?app_key=" + api.Key)
        {
            Content = content,
        };

        Assert.Equal(code, (await api.Send(message)).Code);
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb")]
    [InlineData("--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--\r\n")]
    [InlineData("--x\r\nContent-Disposition: \xff\r\n\r\nb\r\n--x--\r\n")]
    [InlineData(
        "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n"
            + "b\r\n--x--\r\n"
    )]
    [InlineData("--x\r\nno colon\r\n\r\nb\r\n--x--\r\n")]
    [InlineData("")]
    [InlineData("--y--\r\n")]
    public async Task A_broken_form_with_files_is_refused(string latin1)
    {
        var (browser, member) = await Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var answer = await browser.PostBytes(
            $"/console/pages/{pageId}/subscribers/import",
            Encoding.Latin1.GetBytes(latin1),
            "multipart/form-data; boundary=x"
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(log.Lines);
    }
}
