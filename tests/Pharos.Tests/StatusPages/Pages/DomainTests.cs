using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pharos.StatusPages.PublicSite;
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
        Assert.Contains(
            "the DNS record to set is shown here",
            (await browser.Get(path)).Text,
            StringComparison.Ordinal
        );

        (await browser.Submit(path, path, ("custom_domain", "Status.Nothing.invalid."))).Sees(path + "?done=saved");
        var fresh = await browser.Get(path);
        Assert.Matches(@"Type\s*CNAME\s*Name\s*status\.nothing\.invalid\s*Value\s*localhost", fresh.Text);
        Assert.Contains("Not verified yet", fresh.Text, StringComparison.Ordinal);
        await Verify(server);
        Assert.Contains("the domain is not in the DNS", (await browser.Get(path)).Text, StringComparison.Ordinal);

        (await browser.Submit(path, path, ("custom_domain", "vouched.example.com"))).Sees(path + "?done=saved");
        await Verify(server);
        Assert.Contains("Seen to lead here on", (await browser.Get(path)).Text, StringComparison.Ordinal);
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
                    ("https://x.example.com/", "Custom domain must be a host name"),
                    ("taken.example.com", "Custom domain is already in use"),
                ]
        )
        {
            var refused = await browser.Submit(path, path, ("custom_domain", domain));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Contains($"value=\"{domain}\"", refused.Html, StringComparison.Ordinal);
        }

        (await browser.Submit(path, path, ("custom_domain", "status.example.net"))).Sees(path + "?done=saved");
        Assert.Contains("This is the server's own name", (await browser.Get(path)).Text, StringComparison.Ordinal);
    }

    private static Task Verify(TestServer server) =>
        server.Services.GetRequiredService<DomainVerification>().VerifyAll(CancellationToken.None);
}
