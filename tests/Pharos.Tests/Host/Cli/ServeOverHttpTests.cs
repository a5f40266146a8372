using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary>What <c>serve</c> prints when it listens without TLS, which only a proxy can use.</summary>
[Trait("Runs", "Once")]
public sealed class ServeOverHttpTests
{
    [Fact]
    public async Task Without_trusted_proxies_it_warns_and_offers_no_address_that_cannot_work()
    {
        var (output, error) = await Serve("http://127.0.0.1:0");

        Assert.Contains(
            "pharos: warning: every request to http://127.0.0.1:0 is refused until Pharos:TrustedProxies names the "
                + "proxy in front of it",
            error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Set up", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", null, "\nSet up at /console/setup on your proxy's https address, with the code ")]
    [InlineData(
        "http://127.0.0.1:0",
        "https://status.example.com",
        "\nSet up at https://status.example.com/console/setup with the code "
    )]
    [InlineData("http://127.0.0.1:0;https://127.0.0.1:0", null, "\nSet up at https://127.0.0.1:")]
    public async Task With_trusted_proxies_it_names_an_address_that_works(string urls, string? publicUrl, string offer)
    {
        string[] name = publicUrl is null ? [] : ["--Pharos:PublicUrl=" + publicUrl];
        var (output, error) = await Serve(urls, ["--Pharos:TrustedProxies=127.0.0.1", .. name]);

        Assert.DoesNotContain("warning", error, StringComparison.Ordinal);
        Assert.Contains(offer, output, StringComparison.Ordinal);
    }

    private static async Task<(string Output, string Error)> Serve(string urls, params string[] options)
    {
        await using var server = PharosProcess.Start(["serve", "--data", "data", "--urls", urls, .. options]);
        await server.OutputUpTo(" listens on ");
        var ended = await server.Terminate();
        Assert.Equal(0, ended.Code);
        return (ended.Out, ended.Error);
    }
}
