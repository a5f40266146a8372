using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.PublicSite;
using Pharos.Tests.Api.StatusPage;
using Pharos.Tests.Support;

namespace Pharos.Tests.PublicSite;

/// <summary>Which page is found at which host name.</summary>
public sealed class HostsTests(SharedServer shared) : IAsyncLifetime
{
    private static readonly string Domain = $"status-{Guid.NewGuid():N}.example.com";

    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await TestServer.Start(configure: options => options.VerifiedDomains = $"{Domain}, other.example.com");

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
    public async Task On_a_custom_domain_every_path_is_the_pages()
    {
        var page = await SitePage.Create(await server.NewAccount());
        var other = await SitePage.Create(await server.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        await page.Set(new { custom_domain = Domain });
        await Verify();

        foreach (var path in (string[])["/", "/history", $"/events/{id}", $"/events/{id}/feed.atom", "/feed.rss", "/api/v2/status.json", "/banner.js", "/robots.txt"])
            Assert.True((await At(Domain, path)).Status == HttpStatusCode.OK, path);
        foreach (var path in (string[])[other.Path, other.Path + "/feed.rss", page.Path, "/console", "/console/sign-in", "/openapi.json", $"/status-page/list?app_key={page.Api.Key}"])
            Assert.True((await At(Domain, path)).Status == HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task A_domain_that_is_given_up_shows_the_page_no_longer_and_one_that_takes_it_at_once()
    {
        var (first, second) = (await SitePage.Create(await server.NewAccount(), "FirstPart"), await SitePage.Create(await server.NewAccount(), "SecondPart"));
        await first.Set(new { custom_domain = Domain });
        await Verify();
        foreach (var path in (string[])["/", "/api/v2/components.json"])
            (await At(Domain, path)).Says("FirstPart");

        await first.Set(new { custom_domain = "" });
        foreach (var path in (string[])["/", "/api/v2/components.json"])
            Assert.NotEqual(HttpStatusCode.OK, (await At(Domain, path)).Status);

        await second.Set(new { custom_domain = Domain });
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
        Assert.Equal("/?lang=zh", (await At(Domain, "/?lang=en")).Html().QuerySelector("footer a[hreflang]")!.GetAttribute("href"));
    }

    private Task Verify() => server.Services.GetServices<IHostedService>().OfType<DomainVerification>().Single().VerifyAll(CancellationToken.None);

    private Task<SiteAnswer> At(string host, string path) => SiteAnswer.Get(server.Http, path, ("Host", host));
}
