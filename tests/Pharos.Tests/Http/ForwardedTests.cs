using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>Which address counts as the client's behind one or several proxies.</summary>
[Trait("Runs", "Once")]
public sealed class ForwardedTests
{
    [Theory]
    [InlineData("6.6.6.6", "6.6.6.6")]
    [InlineData("6.6.6.6, 7.7.7.7", "6.6.6.6")]
    [InlineData("6.6.6.6, 7.7.7.7, 7.7.7.8", "6.6.6.6")]
    [InlineData("2001:db8::1, 7.7.7.7", "2001:db8::1")]
    // What a client adds itself stands before its own address.
    [InlineData("1.1.1.1, 6.6.6.6, 7.7.7.7", "6.6.6.6")]
    [InlineData("7.7.7.9, 6.6.6.6, 7.7.7.7", "6.6.6.6")]
    [InlineData("nonsense, 7.7.7.7", "7.7.7.7")]
    public async Task The_last_address_that_is_not_a_trusted_proxy_is_the_clients(string forwarded, string client)
    {
        await using var server = await TestServer.Start(configure: options =>
            (options.Urls, options.TrustedProxies) = ("http://127.0.0.1:0", "127.0.0.1,7.7.7.0/24")
        );
        var api = await server.NewAccount();
        server.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        server.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);

        await api.NewPage();

        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(client, (await db.Audit.OrderBy(a => a.AuditId).LastAsync()).ClientAddress);
    }
}
