using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Delivery.Bounces;
using Pharos.Tests.Api.StatusPage;
using Pharos.Tests.Support;

namespace Pharos.Tests.Delivery;

public sealed class BounceTests : IAsyncLifetime
{
    private const string Secret = "a secret of sixteen and more";

    private readonly MailSink sink = new();
    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await TestServer.Start(configure: options =>
    {
        (options.Mail.Host, options.Mail.Port, options.Mail.Security) = ("127.0.0.1", sink.Port, "none");
        (options.Mail.BounceTo, options.Mail.BounceSecret) = ("bounces@example.com", Secret);
    });

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task The_third_permanent_bounce_quarantines_whom_the_envelope_sender_names_and_nobody_else()
    {
        var page = await EventPage.Create(await server.NewAccount());
        var dead = await server.Subscribe(page.PageId);
        var well = await server.Subscribe(page.PageId);
        await page.PublishTold();
        var from = Assert.Single(await MailServer.MailsTo(sink, dead, 1)).From;
        Assert.StartsWith("bounces+", from, StringComparison.Ordinal);

        await Bounce($$"""{"return_path":"{{from}}","status":"4.2.2"}""");
        await Bounce($$"""{"return_path":"{{from[..^14]}}0@example.com","status":"5.1.1"}""");
        for (var i = 0; i < 3; i++)
        {
            Assert.Empty(await Quarantined());
            Assert.Equal(HttpStatusCode.OK, await Bounce($$"""{"return_path":"{{from}}","status":"5.1.1","diagnostic":"550 no such user"}"""));
        }

        var one = Assert.Single(await Quarantined());
        Assert.Equal((dead, "bounced: 5.1.1 550 no such user"), one);
        await page.PublishTold(new { title = "Next" });
        await MailServer.MailsTo(sink, well, 2);
        Assert.Single(sink.Mails, m => m.To == dead);
    }

    [Theory]
    [InlineData(0, Secret, null)]
    [InlineData(-360, Secret, HttpStatusCode.Unauthorized)]
    [InlineData(360, Secret, HttpStatusCode.Unauthorized)]
    [InlineData(0, "another secret altogether", HttpStatusCode.Unauthorized)]
    public async Task A_bounce_without_a_right_and_fresh_signature_is_refused(int off, string secret, HttpStatusCode? refused) =>
        Assert.Equal(refused ?? HttpStatusCode.OK, await Bounce("""{"recipient":"a@example.org","status":"5.1.1"}""", off, secret));

    [Fact]
    public async Task What_is_wrong_with_a_bounce_is_said()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("""{"recipient":"a@example.org"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("""{"status":"5.1.1"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("nonsense"));
    }

    [Fact]
    public async Task Without_a_secret_configured_there_is_no_such_address()
    {
        await using var without = await TestServer.Start();

        using var answer = await without.Http.PostAsync("/delivery/bounce", new StringContent("{}"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpStatusCode> Bounce(string json, int off = 0, string secret = Secret)
    {
        var body = Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/delivery/bounce") { Content = new ByteArrayContent(body) };
        request.Headers.Add(BounceSignature.Header, BounceSignature.Of(secret, server.Store.Clock.GetUtcNow().ToUnixTimeSeconds() + off, body));
        using var answer = await server.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<List<(string, string?)>> Quarantined()
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return (await db.Subscribers.Where(s => s.QuarantinedAt != null).ToListAsync()).ConvertAll(s => (s.Recipient, s.QuarantineReason));
    }
}
