using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Notifications;
using Pharos.Notifications.Bounces;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

public sealed class BounceTests : IAsyncLifetime
{
    private const string Secret = "a secret of sixteen and more";

    private readonly MailSink sink = new();
    private TestServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await TestServer.Start(configure: options =>
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
    public async Task The_third_bounce_quarantines_only_the_recipient_in_its_envelope_sender()
    {
        var page = await ChangePage.Create(await server.NewAccount());
        var dead = await server.Subscribe(page.PageId);
        var well = await server.Subscribe(page.PageId);

        for (var i = 1; i <= 3; i++)
        {
            Assert.Empty(await Quarantined());
            var from = await Told(page, dead, i);
            Assert.StartsWith("bounces+", from, StringComparison.Ordinal);
            Assert.True(from.IndexOf('@', StringComparison.Ordinal) <= 64, from);
            // Not for good, not ours, not the receiver's fault.
            await Bounce($$"""{"return_path":"{{from}}","status":"4.2.2"}""");
            await Bounce(
                $$"""{"return_path":"{{from.Replace("-", "0-", StringComparison.Ordinal)}}","status":"5.1.1"}"""
            );
            foreach (var status in (string[])["5.7.1", "5.3.4", "5.2.2", "5.1.8"])
                await Bounce($$"""{"return_path":"{{await Told(well, i)}}","status":"{{status}}"}""");
            Assert.Equal(
                HttpStatusCode.OK,
                await Bounce($$"""{"return_path":"{{from}}","status":"5.1.1","diagnostic":"550 no such user"}""")
            );
        }

        Assert.Equal((dead, "bounced: 5.1.1 550 no such user"), Assert.Single(await Quarantined()));
        await Told(page, well, 4);
        Assert.Equal(3, sink.Mails.Count(m => m.To == dead));
    }

    [Fact]
    public async Task One_mail_that_comes_back_counts_once_however_often_and_in_whatever_way_one_says_so()
    {
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId);
        var first = await Told(page, address, 1);
        var second = await Told(page, address, 2);

        foreach (var from in (string[])[first, second, first, second.ToUpperInvariant()])
            await Bounce($$"""{"return_path":"{{from}}","status":"5.1.1"}""");
        for (var i = 0; i < 3; i++)
            await Bounce($$"""{"recipient":"{{address}}","status":"5.1.1"}""");

        Assert.Empty(await Quarantined());
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(2, (await db.Subscribers.SingleAsync(s => s.Recipient == address)).Bounces);
    }

    [Fact]
    public async Task Where_only_the_address_is_known_it_is_found_however_it_is_written()
    {
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId, "anna@xn--bcher-kva.example");

        for (var i = 1; i <= 3; i++)
        {
            await Told(page, address, i);
            Assert.Empty(await Quarantined());
            Assert.Equal(HttpStatusCode.OK, await Bounce("""{"recipient":"Anna@Bücher.Example","status":"5.0.0"}"""));
            // Which is the last is known to the second.
            await using var db = await server.Store.Databases.CreateDbContextAsync();
            await db.Deliveries.ExecuteUpdateAsync(d => d.SetProperty(r => r.SentAt, r => r.SentAt - 10));
        }

        Assert.Equal(address, Assert.Single(await Quarantined()).Item1);
    }

    [Fact]
    public async Task Thirty_days_without_a_bounce_make_earlier_ones_count_no_more()
    {
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId);
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        for (var i = 1; i <= 2; i++)
            await Bounce($$"""{"return_path":"{{await Told(page, address, i)}}","status":"5.1.1"}""");
        const long Days = 24 * 60 * 60;
        await db.Subscribers.ExecuteUpdateAsync(s => s.SetProperty(r => r.BouncedAt, r => r.BouncedAt - (31 * Days)));
        await db.CountedBounces.ExecuteUpdateAsync(b =>
            b.SetProperty(r => r.CountedAt, r => r.CountedAt - (31 * Days))
        );

        await Bounce($$"""{"return_path":"{{await Told(page, address, 3)}}","status":"5.1.1"}""");

        Assert.Empty(await Quarantined());
        Assert.Equal(1, (await db.Subscribers.AsNoTracking().SingleAsync(s => s.Recipient == address)).Bounces);
        Assert.Equal(1, await db.CountedBounces.CountAsync());
    }

    [Theory]
    [InlineData(0, Secret, null)]
    [InlineData(-360, Secret, HttpStatusCode.Unauthorized)]
    [InlineData(360, Secret, HttpStatusCode.Unauthorized)]
    [InlineData(0, "another secret altogether", HttpStatusCode.Unauthorized)]
    public async Task A_bounce_without_a_right_and_fresh_signature_is_refused(
        int off,
        string secret,
        HttpStatusCode? refused
    ) =>
        Assert.Equal(
            refused ?? HttpStatusCode.OK,
            await Bounce("""{"recipient":"a@example.org","status":"5.1.1"}""", off, secret)
        );

    [Fact]
    public async Task What_is_wrong_with_a_bounce_is_said()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("""{"recipient":"a@example.org"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("""{"status":"5.1.1"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("nonsense"));
        Assert.Equal(HttpStatusCode.BadRequest, await Bounce("""{"recipient":"no-address","status":"5.1.1"}"""));
        foreach (var status in (string[])["5", "5.1", "5.1.1 no such user", "3.1.1", "5.1.1000", "550"])
            Assert.Equal(
                HttpStatusCode.BadRequest,
                await Bounce($$"""{"recipient":"a@example.org","status":"{{status}}"}""")
            );
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
        using var request = new HttpRequestMessage(HttpMethod.Post, "/delivery/bounce")
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add(
            BounceSignature.Header,
            BounceSignature.For(secret, server.Store.Clock.GetUtcNow().ToUnixTimeSeconds() + off, body)
        );
        using var answer = await server.Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>
    /// Publishes an event and waits until its delivery is stored. Returns the envelope sender of the email.
    /// </summary>
    /// <param name="mails">How many mails the address has then.</param>
    private async Task<string> Told(ChangePage page, string address, int mails)
    {
        var changeId = await page.PublishTold(new { title = "Number " + mails });
        await Eventually.True(
            async () =>
            {
                await using var db = await server.Store.Databases.CreateDbContextAsync();
                return await db.Deliveries.AnyAsync(d => d.SubjectId == changeId)
                    && await db.Notifications.AllAsync(n => n.ExpandedAt != null)
                    && !await db.Deliveries.AnyAsync(d => d.SubjectId == changeId && d.State == DeliveryState.Waiting);
            },
            TimeSpan.FromSeconds(60)
        );
        return await Told(address, mails);
    }

    private async Task<string> Told(string address, int mails) =>
        (await MailServer.MailsTo(sink, address, mails))[mails - 1].From;

    private async Task<List<(string, string?)>> Quarantined()
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return (await db.Subscribers.Where(s => s.QuarantinedAt != null).ToListAsync()).ConvertAll(s =>
            (s.Recipient, s.QuarantineReason)
        );
    }
}
