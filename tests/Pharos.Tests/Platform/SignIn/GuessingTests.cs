using System.Net;
using Pharos.Http.RateLimiting;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.SignIn;

/// <summary>Guessing passwords is limited, and locks no member out.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    private const string KnownBrowser = "__Host-pharos-browser";

    private readonly TestClock clock = new(DateTimeOffset.UnixEpoch.AddYears(55));
    private readonly List<HttpClient> clients = [];
    private TestServer server = null!;
    private ApiClient member = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.Start(clock, options => options.TrustedProxies = "127.0.0.1");
        member = await server.NewConsoleMember();
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("10.1.1.1", "10.1.1.99", "10.1.2.1")]
    [InlineData("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:db8:1:2::1")]
    public async Task Wrong_passwords_block_an_address_for_the_network_that_they_come_from(
        string attacker,
        string neighbour,
        string stranger
    )
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Guess(attacker)).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Guess(neighbour)).Status);
        (await Right(From(stranger))).Sees("/console");
    }

    [Fact]
    public async Task No_guesses_lock_a_member_out_of_a_browser_in_which_they_have_signed_in()
    {
        var own = From("10.1.1.1");
        (await Right(own)).Sees("/console");
        await own.Submit("/console", "/console/sign-out");
        // From the same network, and from the same client.
        for (var i = 0; i < 5; i++)
            await Guess("10.1.1.1");
        for (var i = 0; i < 20; i++)
            await From("10.1.1.1").SignIn($"{i}@example.com", "a guess");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Right(From("10.1.1.1"))).Status);

        (await Right(own)).Sees("/console");
    }

    [Fact]
    public async Task A_known_browser_is_limited_by_itself()
    {
        var own = From("10.1.1.1");
        await Right(own);
        await own.Submit("/console", "/console/sign-out");

        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await own.SignIn(member.Email, "a guess")).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Right(own)).Status);
        (await Right(From("10.1.1.1"))).Sees("/console");
    }

    [Fact]
    public async Task A_known_browser_is_known_for_its_addresses_only_and_for_a_year()
    {
        var other = await server.NewMember(member.Caller.AccountId, BuiltInRoles.Viewer, ConsoleMember.Hash);
        var own = From("10.1.1.1");
        var answer = await Right(own);
        await own.Submit("/console", "/console/sign-out");
        var cookie = answer.SetCookies.Single(c => c.StartsWith(KnownBrowser + "=", StringComparison.Ordinal));
        Assert.DoesNotContain(member.Email, cookie, StringComparison.Ordinal);
        foreach (var attribute in (string[])["secure", "httponly", "samesite=strict", "path=/", "1 jan 2026"])
            Assert.Contains(
                attribute,
                cookie.Replace('-', ' ').ToLowerInvariant().Replace("01 jan", "1 jan", StringComparison.Ordinal),
                StringComparison.Ordinal
            );

        for (var i = 0; i < 5; i++)
            await own.SignIn(other.Email, "a guess");
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await From("10.1.1.1").SignIn(other.Email, ConsoleMember.Password)).Status
        );

        clock.AdjustTime(clock.GetUtcNow().AddDays(366));
        for (var i = 0; i < 5; i++)
            await Guess("10.1.1.1");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Right(own)).Status);
    }

    [Fact]
    public async Task A_cookie_of_another_server_is_worth_nothing()
    {
        for (var i = 0; i < 5; i++)
            await Guess("10.1.1.1");
        var browser = From("10.1.1.1");
        browser.SetCookie(KnownBrowser, "CfDJ8" + new string('A', 200));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Right(browser)).Status);
    }

    [Fact]
    public async Task Guesses_from_everywhere_slow_an_address_down_and_do_not_block_it()
    {
        for (var i = 0; i < SignInThrottle.MostUndelayed; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Guess($"10.2.{i / 5}.1")).Status);

        var delayed = Right(From("10.3.1.1"));
        await Eventually.True(
            () =>
            {
                clock.Advance(SignInThrottle.Delay);
                return Task.FromResult(delayed.IsCompleted);
            },
            TimeSpan.FromMinutes(1)
        );

        (await delayed).Sees("/console");
    }

    [Fact]
    public async Task A_stolen_session_cannot_block_the_password_prompt_of_another_one()
    {
        const string off = "/console/account/security/second-factor/off";
        var (own, thief) = (From("10.1.1.1"), From("10.1.1.1"));
        await Right(own);
        await Right(thief);
        await Authenticator.For(server, member.Caller.MemberId);
        for (var i = 0; i < 5; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await thief.Submit(off, off, ("password", "a guess"))).Status
            );
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await thief.Submit(off, off, ("password", ConsoleMember.Password))).Status
        );

        (await own.Submit(off, off, ("password", ConsoleMember.Password))).Sees("/console/account/security?done=off");
    }

    private Task<ConsoleAnswer> Guess(string address) => From(address).SignIn(member.Email, "a guess");

    private Task<ConsoleAnswer> Right(ConsoleBrowser browser) => browser.SignIn(member.Email, ConsoleMember.Password);

    private ConsoleBrowser From(string address)
    {
        var client = server.NewHttpClientFrom(address);
        clients.Add(client);
        return new ConsoleBrowser(client);
    }
}
