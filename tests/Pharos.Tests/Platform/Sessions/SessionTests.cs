using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Sessions;

public sealed class SessionTests(SharedServer shared)
{
    private const string Cookie = "__Host-pharos-session";

    [Fact]
    public async Task The_cookies_are_out_of_reach_of_scripts_and_of_plain_HTTP()
    {
        var member = await shared.Server.NewConsoleMember();
        var browser = new ConsoleBrowser(shared.Server.Http);

        var form = await browser.Get("/console/sign-in");
        var signedIn = await browser.SignIn(member.Email, ConsoleMember.Password);

        var forms = Assert.Single(form.SetCookies, c => c.StartsWith("__Host-pharos-form=", StringComparison.Ordinal));
        var session = Assert.Single(signedIn.SetCookies, c => c.StartsWith(Cookie + "=", StringComparison.Ordinal));
        foreach (var cookie in (string[])[forms, session])
        {
            var attributes = cookie.Split("; ").Skip(1).Select(a => a.ToLowerInvariant()).ToList();
            Assert.Contains("secure", attributes);
            Assert.Contains("httponly", attributes);
            Assert.Contains("path=/", attributes);
            Assert.DoesNotContain(attributes, a => a.StartsWith("domain", StringComparison.Ordinal));
        }

        Assert.Contains("samesite=strict", forms, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_database_holds_the_digest_of_the_cookie_and_not_the_cookie()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var token = browser.Cookies[Cookie];

        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        var row = await db.Sessions.SingleAsync(s => s.MemberId == member.Caller.MemberId);

        Assert.Equal(64, token.Length);
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(token)), row.Digest);
        Assert.Equal("127.0.0.1", row.ClientAddress);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_every_holder_of_its_cookie()
    {
        var (browser, _) = await shared.Server.NewSignedIn();
        var thief = new ConsoleBrowser(shared.Server.Http);
        thief.SetCookie(Cookie, browser.Cookies[Cookie]);
        Assert.Equal(HttpStatusCode.OK, (await thief.Get("/console")).Status);

        (await browser.Submit("/console", "/console/sign-out")).Sees("/console/sign-in");

        Assert.False(browser.Cookies.ContainsKey(Cookie));
        (await thief.Get("/console")).Sees("/console/sign-in");
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_the_browser_had()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var before = new ConsoleBrowser(shared.Server.Http);
        before.SetCookie(Cookie, browser.Cookies[Cookie]);
        var page = await browser.Get("/console");
        var token = page.Token();

        (
            await browser.Post("/console/sign-in", token, ("email", member.Email), ("password", ConsoleMember.Password))
        ).Sees("/console");

        (await before.Get("/console")).Sees("/console/sign-in");
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
    }

    [Fact]
    public async Task A_session_ends_by_itself_after_the_hours_configured()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock, options => options.SessionHours = 2);
        var (browser, _) = await server.NewSignedIn();

        clock.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await browser.Get("/console")).Sees("/console/sign-in");
    }

    [Fact]
    public async Task A_member_who_is_gone_is_signed_out_at_once()
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Members.Where(m => m.MemberId == member.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MemberStatus.Deleted));

        (await browser.Get("/console")).Sees("/console/sign-in");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_made_up_cookie_signs_no_one_in(string token)
    {
        var browser = new ConsoleBrowser(shared.Server.Http);
        await shared.Server.NewConsoleMember();
        browser.SetCookie(Cookie, token);

        (await browser.Get("/console")).Sees("/console/sign-in");
    }

    [Fact]
    public async Task The_API_takes_no_cookie()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        var answer = await browser.Get("/status-page/list");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Two_nodes_on_one_database_take_each_others_forms_and_sessions()
    {
        await using var one = await TestServer.Start();
        await using var other = await TestServer.Start(configure: options =>
            (options.Data, options.Database) = (one.Options.Data, one.Options.Database)
        );
        var member = await one.NewConsoleMember();
        var page = await new ConsoleBrowser(one.Http).Get("/console/sign-in");
        var browser = new ConsoleBrowser(other.Http);
        foreach (var cookie in page.SetCookies)
            browser.SetCookie(cookie.Split('=')[0], cookie.Split(';')[0].Split('=', 2)[1]);

        (
            await browser.Submit(
                page,
                "/console/sign-in",
                ("email", member.Email),
                ("password", ConsoleMember.Password)
            )
        ).Sees("/console");

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
    }

    [Fact]
    public async Task A_session_ends_after_three_days_without_a_request()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (browser, _) = await server.NewSignedIn();
        for (var i = 0; i < 3; i++)
        {
            clock.AdjustTime(clock.GetUtcNow().AddHours(71));
            Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
        }

        clock.AdjustTime(clock.GetUtcNow().AddHours(72));

        (await browser.Get("/console")).Sees("/console/sign-in");
    }

    [Fact]
    public async Task What_has_expired_stays_so_when_the_clock_is_set_back()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (browser, member) = await server.NewSignedIn();
        var (_, link) = await member.Invite("bob@example.com");
        ApiClient expiring;
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
        {
            var created = await CreateApiKey.Info.Run(
                new CreateAppKeyRequest("short", ApiKeyLimits.None with { ExpiresInDays = 1 }),
                server.Operation(db, member.Caller)
            );
            expiring = new ApiClient(server.Http, created!.Key, member.Caller, member.Email);
        }

        Assert.Equal(HttpStatusCode.OK, (await expiring.Get("/status-page/list")).Status);
        clock.AdjustTime(clock.GetUtcNow().AddDays(20));
        await Eventually.True(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                await using var db = await server.Store.Databases.CreateDbContextAsync();
                return await db.ApiKeys.AnyAsync(k => k.EndedAt != null)
                    && !await db.Sessions.AnyAsync()
                    && !await db.Invitations.AnyAsync();
            },
            TimeSpan.FromMinutes(1)
        );
        clock.AdjustTime(DateTimeOffset.UnixEpoch.AddYears(55));

        (await expiring.Get("/status-page/list")).IsError("Unauthorized");
        (await browser.Get("/console")).Sees("/console/sign-in");
        Assert.Equal(HttpStatusCode.NotFound, (await new ConsoleBrowser(server.Http).Get(link)).Status);
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/status-page/list")).Status);
    }
}
