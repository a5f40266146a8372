using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.SecondFactor;

/// <summary>Signing in with a second factor, by members and by those who would like to be them.</summary>
public sealed class SecondStepTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Path = "/console/sign-in/code";
    private const string Session = "__Host-pharos-session";
    private const string Step = "__Host-pharos-second-step";

    [Fact]
    public async Task The_code_signs_in_and_leads_where_the_member_wanted_to_go()
    {
        var (member, phone) = await NewMember(own.Server);
        var browser = new ConsoleBrowser(own.Server.Http);
        var asked = await browser.Get("/console/teams");

        var first = await browser.Submit(
            await browser.Get(asked.Location!),
            "/console/sign-in",
            ("email", member.Email),
            ("password", ConsoleMember.Password)
        );
        first.Sees(Path + "?return=%2Fconsole%2Fteams");
        Assert.False(browser.Cookies.ContainsKey(Session));
        (await browser.Submit(await browser.Get(first.Location!), Path, ("code", phone.Code()))).Sees("/console/teams");

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
        Assert.False(browser.Cookies.ContainsKey(Step));
    }

    [Fact]
    public async Task The_cookie_between_the_steps_is_out_of_reach_and_opens_nothing()
    {
        var (member, _) = await NewMember(own.Server);
        var browser = new ConsoleBrowser(own.Server.Http);

        var first = await browser.SignIn(member.Email, ConsoleMember.Password);

        var cookie = Assert
            .Single(first.SetCookies, c => c.StartsWith(Step + "=", StringComparison.Ordinal))
            .ToLowerInvariant();
        foreach (var attribute in (string[])["secure", "httponly", "samesite=strict", "path=/"])
            Assert.Contains("; " + attribute, cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(first.SetCookies, c => c.StartsWith(Session, StringComparison.Ordinal));
        (await browser.Get("/console")).Sees("/console/sign-in");
        browser.SetCookie(Session, browser.Cookies[Step]);
        (await browser.Get("/console")).Sees("/console/sign-in");
    }

    [Fact]
    public async Task Without_the_first_step_there_is_no_second()
    {
        var (_, phone) = await NewMember(own.Server);
        var (_, other) = await own.Server.NewSignedIn();
        var browser = new ConsoleBrowser(own.Server.Http);
        var token = (await browser.Get("/console/sign-in"))
            .Hidden("/console/sign-in")
            .Single(f => f.Name == "form_token");

        (await browser.Get(Path)).Sees("/console/sign-in");
        (await browser.Post(Path, token, ("code", phone.Code()))).Sees("/console/sign-in");
        foreach (var made in (string[])["x", "CfDJ8" + new string('A', 100), other.Caller.MemberId.ToString()])
        {
            browser.SetCookie(Step, made);
            (await browser.Post(Path, token, ("code", phone.Code()))).Sees("/console/sign-in");
        }
    }

    [Fact]
    public async Task A_code_is_good_once_also_for_ten_who_send_it_at_once()
    {
        var (member, phone) = await NewMember(own.Server);
        var browsers = new List<(ConsoleBrowser Browser, ConsoleAnswer Page)>();
        for (var i = 0; i < 10; i++)
        {
            var browser = new ConsoleBrowser(own.Server.Http);
            await browser.SignIn(member.Email, ConsoleMember.Password);
            browsers.Add((browser, await browser.Get(Path)));
        }

        var code = phone.Code();
        var answers = await Task.WhenAll(browsers.Select(b => b.Browser.Submit(b.Page, Path, ("code", code))));

        Assert.Single(answers, a => a.Location == "/console");
        Assert.Single(browsers, b => b.Browser.Cookies.ContainsKey(Session));
    }

    [Fact]
    public async Task An_older_code_than_the_last_one_taken_is_refused()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (member, phone) = await NewMember(server);
        (await Enter(server, member, phone.Code(1))).Sees("/console");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Enter(server, member, phone.Code())).Status);
        clock.Advance(TimeSpan.FromSeconds(60));

        (await Enter(server, member, phone.Code())).Sees("/console");
    }

    [Fact]
    public async Task Five_wrong_codes_close_the_second_step_in_every_session_and_on_every_node_and_then_for_longer()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var one = await TestServer.Start(clock);
        await using var other = await TestServer.Start(clock, options =>
            (options.Data, options.Database) = (one.Options.Data, one.Options.Database)
        );
        var (member, phone) = await NewMember(one);
        for (var i = 0; i < 5; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await Enter(i % 2 == 0 ? one : other, member, phone.WrongCode())).Status
            );

        foreach (var server in (TestServer[])[one, other])
        {
            var closed = await Enter(server, member, phone.Code());
            Assert.Equal(HttpStatusCode.TooManyRequests, closed.Status);
            Assert.Equal("900", closed.Header("Retry-After"));
        }

        clock.Advance(TimeSpan.FromMinutes(15));
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Enter(one, member, phone.WrongCode())).Status);
        Assert.Equal("1800", (await Enter(other, member, phone.Code())).Header("Retry-After"));
        clock.Advance(TimeSpan.FromMinutes(30));
        (await Enter(other, member, phone.Code())).Sees("/console");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Enter(one, member, phone.WrongCode())).Status);
        (await Enter(one, member, phone.Code())).Sees("/console"); // A correct code resets the count.
    }

    [Fact]
    public async Task Of_a_hundred_guesses_at_once_five_are_looked_at()
    {
        var (member, phone) = await NewMember(own.Server);
        var browser = new ConsoleBrowser(own.Server.Http);
        await browser.SignIn(member.Email, ConsoleMember.Password);
        await using (var db = await own.Server.Store.Databases.CreateDbContextAsync())
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(async _ =>
                    {
                        await using var mine = await own.Server.Store.Databases.CreateDbContextAsync();
                        return await Pharos.Platform.SecondFactor.CheckSecondFactor.Code(
                            member.Caller.MemberId,
                            phone.WrongCode(),
                            own.Server.Operation(mine, member.Caller)
                        );
                    })
            );
            Assert.Equal(
                5,
                (await db.SecondFactors.AsNoTracking().SingleAsync(f => f.MemberId == member.Caller.MemberId)).Failures
            );
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.Submit(Path, Path, ("code", phone.Code()))).Status);
    }

    [Fact]
    public async Task A_client_that_tries_codes_of_many_members_is_stopped_after_twenty()
    {
        await using var server = await TestServer.Start(new TestClock(DateTimeOffset.UnixEpoch.AddYears(55)));
        for (var i = 0; i < 5; i++)
        {
            var (member, phone) = await NewMember(server);
            for (var j = 0; j < 4; j++)
                Assert.Equal(
                    HttpStatusCode.UnprocessableEntity,
                    (await Enter(server, member, phone.WrongCode())).Status
                );
        }

        var (last, lastPhone) = await NewMember(server);
        var browser = new ConsoleBrowser(server.Http);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignIn(last.Email, ConsoleMember.Password)).Status);
        Assert.NotNull(lastPhone.Code());
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_also_while_the_app_is_held_up()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (signedIn, member) = await server.NewSignedIn();
        const string Set = "/console/account/security/second-factor";
        await signedIn.Submit("/console/account/security", Set);
        var page = await signedIn.Get(Set);
        var phone = Authenticator.Of(page, clock);
        var codes = SecondFactorTests.RecoveryCodes(
            await signedIn.Submit(page, Set + "/confirm", ("code", phone.Code()), ("password", ConsoleMember.Password))
        );
        for (var i = 0; i < 5; i++)
            await Enter(server, member, phone.WrongCode());
        var browser = new ConsoleBrowser(server.Http);
        await browser.SignIn(member.Email, ConsoleMember.Password);

        (await Recover(browser, codes[3].Replace("-", "", StringComparison.Ordinal).ToLowerInvariant())).Sees(
            "/console"
        );

        var again = new ConsoleBrowser(server.Http);
        await again.SignIn(member.Email, ConsoleMember.Password);
        var refused = await Recover(again, codes[3]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Wrong or already used recovery code", refused.Text, StringComparison.Ordinal);
        Assert.Contains(
            "9 of 10 recovery codes left",
            (await browser.Get("/console/account/security")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_second_step_waits_ten_minutes_and_ends_with_the_password_that_opened_it()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (member, phone) = await NewMember(server);
        var late = new ConsoleBrowser(server.Http);
        await late.SignIn(member.Email, ConsoleMember.Password);
        var form = await late.Get(Path);
        clock.Advance(TimeSpan.FromMinutes(10));
        (await late.Submit(form, Path, ("code", phone.Code()))).Sees("/console/sign-in");

        var thief = new ConsoleBrowser(server.Http);
        await thief.SignIn(member.Email, ConsoleMember.Password);
        form = await thief.Get(Path);
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
        {
            var hash = ConsoleMember.HashOf("another long password");
            await db
                .Members.Where(m => m.MemberId == member.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.PasswordHash, hash));
        }

        (await thief.Submit(form, Path, ("code", phone.Code()))).Sees("/console/sign-in");
    }

    [Fact]
    public async Task A_wrong_password_gets_the_same_answer_with_and_without_a_second_factor()
    {
        var (member, _) = await NewMember(own.Server);

        var wrong = await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, "not the password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Wrong email or password.", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong.SetCookies, c => c.StartsWith(Step, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_in_gives_a_session_that_the_browser_did_not_bring()
    {
        var (member, phone) = await NewMember(own.Server);
        var browser = new ConsoleBrowser(own.Server.Http);
        var planted = new string('0', 64);
        browser.SetCookie(Session, planted);
        await browser.SignIn(member.Email, ConsoleMember.Password);

        (await browser.Submit(Path, Path, ("code", phone.Code()))).Sees("/console");

        Assert.NotEqual(planted, browser.Cookies[Session]);
    }

    [Fact]
    public async Task A_member_who_is_deleted_between_the_steps_does_not_come_in()
    {
        var (member, phone) = await NewMember(own.Server);
        var owner = await own.Server.NewMember(member.Caller.AccountId, BuiltInRoles.Owner);
        var browser = new ConsoleBrowser(own.Server.Http);
        await browser.SignIn(member.Email, ConsoleMember.Password);
        var form = await browser.Get(Path);

        Assert.Equal(
            HttpStatusCode.OK,
            (await owner.Post("/member/delete", new { member_id = member.Caller.MemberId })).Status
        );

        (await browser.Submit(form, Path, ("code", phone.Code()))).Sees("/console/sign-in");
        await using var db = await own.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(await db.SecondFactors.AnyAsync(f => f.MemberId == member.Caller.MemberId));
    }

    private static async Task<(ApiClient Member, Authenticator Phone)> NewMember(TestServer server)
    {
        var member = await server.NewConsoleMember();
        return (member, await Authenticator.For(server, member.Caller.MemberId));
    }

    private static async Task<ConsoleAnswer> Enter(TestServer server, ApiClient member, string code)
    {
        var browser = new ConsoleBrowser(server.Http);
        (await browser.SignIn(member.Email, ConsoleMember.Password)).Sees(Path);
        return await browser.Submit(Path, Path, ("code", code));
    }

    private static async Task<ConsoleAnswer> Recover(ConsoleBrowser browser, string code)
    {
        var page = await browser.Get(Path);
        var token = page.Hidden(Path).Single(f => f.Name == "form_token");
        return await browser.Post(Path, token, ("recovery_code", code));
    }
}
