using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pharos.StatusPages.PublicSite;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

[FullOnPostgres]
public sealed class DomainTests
{
    [Fact]
    public async Task It_says_which_record_to_set_what_was_seen_and_when_it_was_verified()
    {
        await using var server = await TestServer.Start(configure: options =>
            (options.PublicUrl, options.VerifiedDomains) = ("https://localhost", "vouched.example.com")
        );
        var (browser, member) = await server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = $"/console/pages/{pageId}/settings/domain";
        Assert.Contains("to see the DNS records to create", (await browser.Get(path)).Text, StringComparison.Ordinal);

        (await browser.Submit(path, path, ("custom_domain", "Status.Nothing.invalid."))).Sees(path + "?done=saved");
        var fresh = await browser.Get(path);
        Assert.Matches(@"Type\s*CNAME\s*Name\s*status\.nothing\.invalid\s*Value\s*localhost", fresh.Text);
        Assert.Contains("Not verified yet", fresh.Text, StringComparison.Ordinal);
        await Verify(server);
        Assert.Contains("no DNS record found", (await browser.Get(path)).Text, StringComparison.Ordinal);

        (await browser.Submit(path, path, ("custom_domain", "vouched.example.com"))).Sees(path + "?done=saved");
        await Verify(server);
        Assert.Contains("DNS verified on", (await browser.Get(path)).Text, StringComparison.Ordinal);
        (await browser.Submit(path, path, ("custom_domain", ""))).Sees(path + "?done=saved");
        Assert.Null((await member.Get("/status-page/info", ("page_id", pageId))).Data["custom_domain"]);
    }

    [Theory]
    [InlineData("https://192.0.2.7", @"Type\s*A\s*Name\s*status\.nothing\.invalid\s*Value\s*192\.0\.2\.7")]
    [InlineData("https://[2001:db8::7]", @"Type\s*AAAA\s*Name\s*status\.nothing\.invalid\s*Value\s*2001:db8::7")]
    [InlineData(null, "Pharos:PublicUrl")]
    public async Task The_record_is_of_the_servers_public_name_or_address(string? publicUrl, string says)
    {
        await using var server = await TestServer.Start(configure: options => options.PublicUrl = publicUrl);
        var (browser, member) = await server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = $"/console/pages/{pageId}/settings/domain";

        (await browser.Submit(path, path, ("custom_domain", "status.nothing.invalid"))).Sees(path + "?done=saved");

        Assert.Matches(says, (await browser.Get(path)).Text);
    }

    [Fact]
    public async Task An_invalid_or_taken_domain_is_refused_next_to_the_field()
    {
        await using var server = await TestServer.Start(configure: options =>
            options.PublicUrl = "https://status.example.net"
        );
        var (browser, member) = await server.NewSignedIn();
        var ((first, _), (second, _)) = (await member.NewPage(), await member.NewPage());
        Assert.NotNull(
            (
                await member.Post("/status-page/update", new { page_id = first, custom_domain = "taken.example.com" })
            ).Data
        );
        var path = $"/console/pages/{second}/settings/domain";

        foreach (
            var (domain, says) in ((string, string)[])
                [
                    ("https://x.example.com/status", "Custom domain must be a host name"),
                    ("taken.example.com", "Custom domain is already in use"),
                ]
        )
        {
            var refused = await browser.Submit(path, path, ("custom_domain", domain));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Contains($"value=\"{domain}\"", refused.Html, StringComparison.Ordinal);
        }

        Assert.Contains(
            "Custom domain is this server's own host name",
            (await browser.Submit(path, path, ("custom_domain", "status.example.net"))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_address_copied_from_a_browser_is_trimmed_and_nothing_is_promised_before_it_is_verified()
    {
        await using var server = await TestServer.Start(configure: options =>
            options.PublicUrl = "https://status.example.net"
        );
        var (browser, member) = await server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = $"/console/pages/{pageId}/settings/domain";

        var saved = await browser.Submit(path, path, ("custom_domain", " https://Status.Example.com/ "));
        saved.Sees(path + "?done=saved");

        var text = (await browser.Get(saved.Location!)).Text;
        Assert.Contains("Domain saved.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Visitors see the changes now", text, StringComparison.Ordinal);
        Assert.Contains("Not verified yet", text, StringComparison.Ordinal);
        // One account: the address of the domain is enough.
        Assert.DoesNotContain("_pharos", text, StringComparison.Ordinal);
        Assert.Equal(
            "status.example.com",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data.Text("custom_domain")
        );
    }

    [Fact]
    public async Task With_several_accounts_the_owner_of_a_domain_names_its_page_in_the_DNS()
    {
        var records = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var server = await TestServer.Start(
            configure: options => options.VerifiedDomains = "status.example.com",
            extend: services => services.AddSingleton(FakeRecords.Of(records))
        );
        var attacker = await server.NewAccount();
        var (claimed, _) = await attacker.NewPage();
        _ = (
            await attacker.Post("/status-page/update", new { page_id = claimed, custom_domain = "status.example.com" })
        ).Data;
        var (browser, owner) = await server.NewSignedIn();
        var (pageId, _) = await owner.NewPage();
        var path = $"/console/pages/{pageId}/settings/domain";

        (await browser.Submit(path, path, ("custom_domain", "status.example.com"))).Sees(path + "?done=saved");
        await Verify(server);
        Assert.Equal(HttpStatusCode.NotFound, await Status());
        Assert.Matches(
            $@"Type\s*TXT\s*Name\s*_pharos\.status\.example\.com\s*Value\s*pharos-page={pageId}",
            (await browser.Get(path)).Text
        );

        records["_pharos.status.example.com"] = $"pharos-page={pageId}";
        await Verify(server);

        Assert.Equal(HttpStatusCode.OK, await Status());
        Assert.Contains("Verified", (await browser.Get(path)).Text, StringComparison.Ordinal);
        // Once verified, no other page gets it, even if the record changes later.
        records["_pharos.status.example.com"] = $"pharos-page={claimed}";
        await Verify(server);
        (await attacker.Post("/status-page/update", new { page_id = claimed, custom_domain = "" })).Data.ToString();
        (
            await attacker.Post("/status-page/update", new { page_id = claimed, custom_domain = "status.example.com" })
        ).IsError("InvalidParameter", "custom_domain");

        async Task<HttpStatusCode> Status() =>
            (await SiteAnswer.Get(server.Http, "/", ("Host", "status.example.com"))).Status;
    }

    private static Task Verify(TestServer server) =>
        server.Services.GetRequiredService<DomainVerification>().VerifyAll(CancellationToken.None);
}
