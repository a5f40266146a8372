using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Security;

/// <summary>Passwords and sessions.</summary>
public sealed class SecurityTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Path = "/console/account/security";
    private const string Password = Path + "/password";
    private const string Cookie = "__Host-pharos-session";
    private const string Chosen = "an even longer password";

    [Fact]
    public async Task A_new_password_ends_all_other_sessions_and_this_one_continues_with_another_cookie()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        var elsewhere = new ConsoleBrowser(own.Server.Http);
        await elsewhere.SignIn(member.Email, ConsoleMember.Password);
        var stolen = new ConsoleBrowser(own.Server.Http);
        stolen.SetCookie(Cookie, browser.Cookies[Cookie]);

        (
            await browser.Submit(Path, Password, ("current_password", ConsoleMember.Password), ("new_password", Chosen))
        ).Sees(Path + "?done=password");

        Assert.Contains(
            "All other sessions have been signed out",
            (await browser.Get(Path + "?done=password")).Text,
            StringComparison.Ordinal
        );
        (await elsewhere.Get("/console")).Sees("/console/sign-in");
        (await stolen.Get("/console")).Sees("/console/sign-in");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, ConsoleMember.Password)).Status
        );
        (await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, Chosen)).Sees("/console");
        Assert.Equal(HttpStatusCode.OK, (await member.Post("/member/info", "{}")).Status); // Keys go on.
    }

    [Fact]
    public async Task A_new_password_disables_the_members_keys_only_on_request()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        (string, string)[] fields = [("current_password", ConsoleMember.Password), ("new_password", Chosen)];
        (await browser.Submit(Path, Path + "/password", fields)).Sees(Path + "?done=password");
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/status-page/list")).Status);

        fields = [("current_password", Chosen), ("new_password", ConsoleMember.Password), ("end_keys", "true")];
        (await browser.Submit(Path, Path + "/password", fields)).Sees(Path + "?done=password");

        (await member.Get("/status-page/list")).IsError("Unauthorized");
        var line = (await own.Server.Store.Lines(member.Caller.AccountId)).Last(l =>
            l.Operation == "password:write:update"
        );
        Assert.Contains("\"ended_keys\":true", line.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password12345")]
    [InlineData("alice@example.com")]
    public async Task A_new_password_is_not_easy_to_guess(string chosen)
    {
        var (browser, _) = await own.Server.NewSignedIn();

        var refused = await browser.Submit(
            Path,
            Path + "/password",
            ("current_password", ConsoleMember.Password),
            ("new_password", chosen)
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("New password is too easy to guess", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Chosen, "Current password is required")]
    [InlineData("not the password", Chosen, "Current password is incorrect")]
    [InlineData(ConsoleMember.Password, "short", "New password must be 10 to 256 characters long")]
    public async Task An_invalid_password_is_reported_next_to_the_field_and_changes_nothing(
        string current,
        string chosen,
        string says
    )
    {
        var (browser, member) = await own.Server.NewSignedIn();

        var refused = await browser.Submit(Path, Password, ("current_password", current), ("new_password", chosen));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(chosen, refused.Html, StringComparison.Ordinal);
        (await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees("/console");
    }

    [Fact]
    public async Task An_open_browser_allows_no_password_guessing_and_guesses_at_sign_in_do_not_block_the_member()
    {
        await using var server = await TestServer.Start(new TestClock(DateTimeOffset.UnixEpoch.AddYears(55)));
        var (browser, member) = await server.NewSignedIn();
        for (var i = 0; i < 5; i++)
            await new ConsoleBrowser(server.Http).SignIn(member.Email, "not the password");
        for (var i = 0; i < 5; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await browser.Submit(Path, Password, ("current_password", "a guess"), ("new_password", Chosen))).Status
            );

        var stopped = await browser.Submit(
            Path,
            Password,
            ("current_password", ConsoleMember.Password),
            ("new_password", Chosen)
        );

        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        Assert.Equal("900", stopped.Header("Retry-After"));
    }

    [Fact]
    public async Task A_right_password_with_something_else_wrong_is_no_guess()
    {
        await using var server = await TestServer.Start(new TestClock(DateTimeOffset.UnixEpoch.AddYears(55)));
        var (browser, _) = await server.NewSignedIn();
        for (var i = 0; i < 8; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (
                    await browser.Submit(
                        Path,
                        Password,
                        ("current_password", ConsoleMember.Password),
                        ("new_password", "short")
                    )
                ).Status
            );

        (
            await browser.Submit(Path, Password, ("current_password", ConsoleMember.Password), ("new_password", Chosen))
        ).Sees(Path + "?done=password");
    }

    [Fact]
    public async Task Sessions_are_listed_with_browser_address_and_times_and_this_one_is_marked()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (browser, member) = await server.NewSignedIn();
        using var http = TestServer.NewHttpClient(server.Address);
        http.DefaultRequestHeaders.UserAgent.ParseAdd(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                + "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
        );
        var phone = new ConsoleBrowser(http);
        await phone.SignIn(member.Email, ConsoleMember.Password);
        await phone.Get("/console");
        clock.Advance(TimeSpan.FromMinutes(3));

        var list = await browser.Get(Path);

        Assert.Matches(@"Safari on iPhone\s*127\.0\.0\.1\s*3 minutes ago\s*1 Jan 2025\s*Sign out\s", list.Text);
        Assert.Matches(@"Unknown browser\s*127\.0\.0\.1\s*just now\s*1 Jan 2025\s*This browser", list.Text);
        Assert.Single(SessionIds(list));
        Assert.DoesNotContain(browser.Cookies[Cookie], list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(phone.Cookies[Cookie], list.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_session_is_ended_or_all_others()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        ConsoleBrowser[] others = [new(own.Server.Http), new(own.Server.Http), new(own.Server.Http)];
        await others[0].SignIn(member.Email, ConsoleMember.Password);
        var list = await browser.Get(Path);
        var id = Assert.Single(SessionIds(list));
        foreach (var other in others[1..])
            await other.SignIn(member.Email, ConsoleMember.Password);

        (await browser.Submit(list, $"{Path}/sessions/{id}/end")).Sees(Path + "?done=ended");
        (await others[0].Get("/console")).Sees("/console/sign-in");
        Assert.Equal(HttpStatusCode.OK, (await others[1].Get("/console")).Status);
        (await browser.Submit(Path, Path + "/sessions/end-others")).Sees(Path + "?done=ended-others");

        foreach (var other in others[1..])
            (await other.Get("/console")).Sees("/console/sign-in");
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
    }

    [Fact]
    public async Task Members_cannot_end_sessions_of_others()
    {
        var (mine, _) = await own.Server.NewSignedIn();
        var (theirs, member) = await own.Server.NewSignedIn();
        string id;
        await using (var db = await own.Server.Store.Databases.CreateDbContextAsync())
            id = Convert.ToHexStringLower(
                (await db.Sessions.SingleAsync(s => s.MemberId == member.Caller.MemberId)).Digest
            );
        var token = (await mine.Get(Path)).Token();

        foreach (var named in (string[])[id, id.ToUpperInvariant(), "x", new string('g', 64)])
            Assert.Equal(HttpStatusCode.NotFound, (await mine.Post($"{Path}/sessions/{named}/end", token)).Status);
        await mine.Post(Path + "/sessions/end-others", token);

        Assert.Equal(HttpStatusCode.OK, (await theirs.Get("/console")).Status);
    }

    [Theory]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
            + "Safari/537.36 Edg/131.0.0.0",
        "Edge on Windows"
    )]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            + "Version/18.1 Safari/605.1.15",
        "Safari on macOS"
    )]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
            + "Safari/537.36",
        "Chrome on Android"
    )]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    [Trait("Runs", "Once")]
    public void A_browser_is_described_in_words(string? userAgent, string words) =>
        Assert.Equal(
            words,
            Pharos.Platform.Security.Console.BrowserName.For(
                userAgent,
                new Pharos.Web.ConsoleLocalizer(Pharos.Kernel.Language.English)
            )
        );

    private static IReadOnlyList<string> SessionIds(ConsoleAnswer page) =>
        [.. Regex.Matches(page.Html, "sessions/([0-9a-f]{64})/end").Select(m => m.Groups[1].Value)];
}
