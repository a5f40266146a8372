using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>Which page is found at which host name.</summary>
public sealed class HostsTests(SharedServer shared) : IAsyncLifetime
{
    private static readonly string Domain = $"status-{Guid.NewGuid():N}.example.com";

    /// <summary>As a client sends it that was given <c>bücher.example.com</c>.</summary>
    private const string International = "xn--bcher-kva.example.com";

    private readonly Dictionary<string, string> records = new(StringComparer.Ordinal);
    private TestServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await TestServer.Start(
            configure: options => options.VerifiedDomains = $"{Domain}, other.example.com, {International}",
            extend: services => services.AddSingleton(FakeRecords.Of(records))
        );

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_unknown_host_name_shows_no_page()
    {
        var page = await SitePage.Create(await shared.NewAccount());

        foreach (var view in (string[])["", "/history", "/feed.rss", "/api/v2/summary.json", "/badge.svg"])
        {
            Assert.Equal(HttpStatusCode.OK, (await page.Visit(view)).Status);
            var answer = await page.Visit(view, ("Host", "elsewhere.example.com"));
            Assert.Equal((HttpStatusCode.NotFound, "text/plain"), (answer.Status, answer.ContentType));
            answer.DoesNotSay("Acme");
        }
    }

    [Fact]
    public async Task A_custom_domain_shows_its_page_only_once_it_is_verified()
    {
        var page = await SitePage.Create(await server.NewAccount());
        await page.Set(new { custom_domain = Domain });
        Assert.NotEqual(HttpStatusCode.OK, (await At(Domain, "/")).Status);
        (await page.Visit("/feed.atom")).Says($"{server.Address}s/{page.Slug}");

        await Verify();

        var html = (await At(Domain, "/")).Html();
        Assert.Equal("/history", html.QuerySelectorAll("nav a")[1].GetAttribute("href"));
        Assert.Equal($"https://{Domain}/", html.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        (await page.Visit("/feed.atom")).Says($"https://{Domain}/feed.atom");
        (await At(Domain.ToUpperInvariant(), "/feed.rss")).Says($"https://{Domain}/");
    }

    [Fact]
    public async Task A_page_is_found_at_an_international_domain_and_at_a_name_that_ends_with_a_dot()
    {
        var page = await SitePage.Create(await server.NewAccount());
        await page.Set(new { custom_domain = "bücher.example.com" });
        await Verify();

        foreach (var host in (string[])[International, International + ".", International.ToUpperInvariant() + ":443"])
        {
            foreach (var path in (string[])["/", "/feed.atom"])
            {
                var answer = await At(host, path);
                Assert.True(answer.Status == HttpStatusCode.OK, $"{host}{path}: {answer.Text}");
            }
        }
    }

    [Theory]
    [InlineData("xn--a")]
    [InlineData("xn--.example.com")]
    [InlineData("xn--a-.example.com:8443")]
    [InlineData("[::1")]
    [InlineData("..")]
    public async Task An_invalid_host_name_shows_no_page_and_is_not_an_error(string host)
    {
        var page = await SitePage.Create(await server.NewAccount());

        foreach (var path in (string[])["/", page.Path, page.Path + "/feed.rss", "/healthz"])
        {
            // .NET's client would not let such a name into its handshake.
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await using var tls = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
            await tls.AuthenticateAsClientAsync("localhost");
            await tls.WriteAsync(
                Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            );
            var answer = await new StreamReader(tls, Encoding.ASCII).ReadToEndAsync();
            Assert.True(
                answer[9..12] is "400" or "404" || (answer[9..12] == "200" && path == "/healthz"),
                $"{path}: {answer}"
            );
        }
    }

    [Fact]
    public async Task The_root_of_the_server_leads_to_the_page_that_the_operator_selected()
    {
        Assert.Equal("/console", (await At("localhost", "/")).Headers.Location!.OriginalString);

        await using var own = await TestServer.Start(configure: options =>
            (options.PublicUrl, options.FrontPage) = ("https://status.example.net", "front")
        );
        Assert.Equal("/console", await Root());
        var page = await SitePage.Create(await own.NewAccount());
        // An older version let a page claim the server's own name.
        await using (var db = await own.Store.Databases.CreateDbContextAsync())
            await db
                .Pages.Where(p => p.PageId == page.Events.PageId)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.CustomDomain, "status.example.net"));
        Assert.Equal("/console", await Root());

        await page.Set(new { url_name = "front" });

        Assert.Equal("/s/front", await Root());
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await SiteAnswer.Get(own.Http, "/", ("Host", "elsewhere.example.net"))).Status
        );

        async Task<string> Root() =>
            (await SiteAnswer.Get(own.Http, "/", ("Host", "status.example.net"))).Headers.Location!.OriginalString;
    }

    [Fact]
    public async Task On_a_custom_domain_every_path_is_the_pages()
    {
        var page = await SitePage.Create(await server.NewAccount());
        var other = await SitePage.Create(await server.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        await page.Set(new { custom_domain = Domain });
        Prove(page);
        await Verify();

        foreach (
            var path in (string[])
                [
                    "/",
                    "/history",
                    $"/events/{id}",
                    $"/events/{id}/feed.atom",
                    "/feed.rss",
                    "/api/v2/status.json",
                    "/banner.js",
                    "/robots.txt",
                ]
        )
            Assert.True((await At(Domain, path)).Status == HttpStatusCode.OK, path);
        foreach (
            var path in (string[])
                [
                    other.Path,
                    other.Path + "/feed.rss",
                    page.Path,
                    "/console",
                    "/console/sign-in",
                    "/openapi.json",
                    $"/status-page/list?app_key={page.Api.Key}",
                ]
        )
            Assert.True((await At(Domain, path)).Status == HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task A_domain_that_is_given_up_shows_the_page_no_longer_and_one_that_takes_it_at_once()
    {
        var (first, second) = (
            await SitePage.Create(await server.NewAccount(), "FirstPart"),
            await SitePage.Create(await server.NewAccount(), "SecondPart")
        );
        await first.Set(new { custom_domain = Domain });
        Prove(first);
        await Verify();
        foreach (var path in (string[])["/", "/api/v2/components.json"])
            (await At(Domain, path)).Says("FirstPart");

        await first.Set(new { custom_domain = "" });
        foreach (var path in (string[])["/", "/api/v2/components.json"])
            Assert.NotEqual(HttpStatusCode.OK, (await At(Domain, path)).Status);

        await second.Set(new { custom_domain = Domain });
        Prove(second);
        Assert.NotEqual(HttpStatusCode.OK, (await At(Domain, "/")).Status);
        await Verify();
        foreach (var path in (string[])["/", "/api/v2/components.json"])
            (await At(Domain, path)).Says("SecondPart");
    }

    [Fact]
    public async Task A_page_that_is_renamed_stays_at_its_domain()
    {
        var page = await SitePage.Create(await server.NewAccount());
        await page.Set(new { custom_domain = Domain });
        await Verify();
        (await At(Domain, "/")).Html();

        await page.Set(new { url_name = page.Slug + "-renamed" });

        (await At(Domain, "/")).Html();
        Assert.Equal(
            "/?lang=zh",
            (await At(Domain, "/?lang=en")).Html().QuerySelector("footer a[hreflang]")!.GetAttribute("href")
        );
    }

    /// <summary>Creates the TXT record that a domain needs on a server with several accounts.</summary>
    private void Prove(SitePage page) =>
        records[DomainRecords.ProofName(Domain)] = DomainRecords.ProofOf(page.Events.PageId);

    private Task Verify() =>
        server
            .Services.GetServices<IHostedService>()
            .OfType<DomainVerification>()
            .Single()
            .VerifyAll(CancellationToken.None);

    private Task<SiteAnswer> At(string host, string path) => SiteAnswer.Get(server.Http, path, ("Host", host));
}
