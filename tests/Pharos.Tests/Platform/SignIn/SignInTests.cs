using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Platform.SignIn;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.SignIn;

public sealed class SignInTests(SharedServer shared)
{
    private const string Path = "/console/sign-in";

    [Fact]
    public async Task A_member_signs_in_with_address_and_password()
    {
        var member = await shared.Server.NewConsoleMember();
        var browser = new ConsoleBrowser(shared.Server.Http);

        (await browser.SignIn($" {member.Email.ToUpperInvariant()} ", ConsoleMember.Password)).Sees("/console");

        var home = await browser.Get("/console");
        Assert.Contains(member.Email, home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var member = await shared.Server.NewConsoleMember();

        var wrong = await new ConsoleBrowser(shared.Server.Http).SignIn(member.Email, "not the password");
        var unknown = await new ConsoleBrowser(shared.Server.Http).SignIn(
            $"{Guid.NewGuid():N}@example.com",
            "not the password"
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Contains("Wrong email or password.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Wrong email or password.", unknown.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{member.Email}\"", wrong.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("not the password", wrong.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_without_a_password_cannot_sign_in()
    {
        var member = await shared.NewAccount();

        var refused = await new ConsoleBrowser(shared.Server.Http).SignIn(member.Email, "anything at all");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Fact]
    public async Task Who_is_a_member_of_two_accounts_comes_into_the_one_whose_password_it_is()
    {
        var first = await shared.Server.NewConsoleMember();
        var other = await shared.Server.NewMember(
            (await shared.NewAccount()).Caller.AccountId,
            BuiltInRoles.Viewer,
            ConsoleMember.HashOf("another password")
        );
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Members.Where(m => m.MemberId == other.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Email, first.Email));
        var browser = new ConsoleBrowser(shared.Server.Http);

        (await browser.SignIn(first.Email, "another password")).Sees("/console");

        await using var after = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(1, await after.Sessions.CountAsync(s => s.MemberId == other.Caller.MemberId));
        Assert.Equal(0, await after.Sessions.CountAsync(s => s.MemberId == first.Caller.MemberId));
    }

    [Fact]
    public async Task The_time_does_not_tell_in_how_many_accounts_an_address_is()
    {
        await using var server = await TestServer.Start();
        var first = await server.NewConsoleMember();
        var second = await server.NewConsoleMember();
        var accounts = server.Services.GetRequiredService<AccountsPerAddress>();
        Assert.Equal(1, await Compared());

        await using (var db = await server.Store.Databases.CreateDbContextAsync())
        await using (var write = await server.Store.Writes.Begin(db, CancellationToken.None))
        {
            await write.LockAccount(second.Caller.AccountId, CancellationToken.None);
            await db
                .Members.Where(m => m.MemberId == second.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Email, first.Email));
            await write.Commit(CancellationToken.None);
        }

        Assert.Equal(2, await Compared());

        async Task<int> Compared()
        {
            await using var db = await server.Store.Databases.CreateDbContextAsync();
            return await accounts.Largest(db, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("bob@münchen.example")]
    [InlineData(" Bob@MÜNCHEN.example. ")]
    [InlineData("bob@xn--mnchen-3ya.example")]
    public async Task An_address_of_an_international_domain_signs_in_however_it_is_written(string typed)
    {
        await using var server = await TestServer.Start();
        var owner = await server.NewAccount();
        var (_, link) = await owner.Invite("bob@münchen.example");
        await new ConsoleBrowser(server.Http).Submit(link, link, ("name", "Bob"), ("password", "a long password"));

        (await new ConsoleBrowser(server.Http).SignIn(typed, "a long password")).Sees("/console");
    }

    [Fact]
    public async Task An_owner_whose_address_an_earlier_version_stored_as_typed_still_signs_in()
    {
        var member = await shared.Server.NewConsoleMember();
        var stored = $"{Guid.NewGuid():N}@münchen";
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Members.Where(m => m.MemberId == member.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Email, stored));

        (await new ConsoleBrowser(shared.Server.Http).SignIn(stored.ToUpperInvariant(), ConsoleMember.Password)).Sees(
            "/console"
        );
    }

    [Fact]
    public async Task A_page_that_needs_a_member_asks_to_sign_in_and_leads_back()
    {
        var member = await shared.Server.NewConsoleMember();
        var browser = new ConsoleBrowser(shared.Server.Http);

        var asked = await browser.Get("/console/account/app-keys?done=deleted");
        asked.Sees("/console/sign-in?return=%2Fconsole%2Faccount%2Fapp-keys%3Fdone%3Ddeleted");
        var form = await browser.Get(asked.Location!);
        (await browser.Submit(form, Path, ("email", member.Email), ("password", ConsoleMember.Password))).Sees(
            "/console/account/app-keys?done=deleted"
        );
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/console\r\nSet-Cookie: a=b")]
    [InlineData("/控制台")]
    public async Task Sign_in_leads_nowhere_but_to_this_server(string target)
    {
        var member = await shared.Server.NewConsoleMember();
        var browser = new ConsoleBrowser(shared.Server.Http);
        var form = await browser.Get(Path);

        var fields = form.Hidden(Path)
            .Append(("return", target))
            .Append(("email", member.Email))
            .Append(("password", ConsoleMember.Password));
        (await browser.Post(Path, [.. fields])).Sees("/console");

        (await browser.Get($"{Path}?return={Uri.EscapeDataString(target)}")).Sees("/console");
    }

    [Fact]
    public async Task Five_wrong_passwords_close_an_address_for_a_quarter_of_an_hour_known_or_not()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var member = await server.NewConsoleMember();
        foreach (var email in (string[])[member.Email, "unknown@example.com"])
        {
            var browser = new ConsoleBrowser(server.Http);
            for (var i = 0; i < 5; i++)
                Assert.Equal(
                    HttpStatusCode.UnprocessableEntity,
                    (await browser.SignIn(email, "not the password")).Status
                );

            var throttled = await browser.SignIn(email, ConsoleMember.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, throttled.Status);
            Assert.Equal("900", throttled.Header("Retry-After"));
            Assert.Contains("Try again after 1 Jan 2025, 00:15 UTC", throttled.Text, StringComparison.Ordinal);
        }

        clock.Advance(TimeSpan.FromMinutes(15));
        (await new ConsoleBrowser(server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees("/console");
    }

    [Fact]
    public async Task A_client_that_tries_many_addresses_is_stopped_after_twenty()
    {
        await using var server = await TestServer.Start(new TestClock(DateTimeOffset.UnixEpoch.AddYears(55)));
        var member = await server.NewConsoleMember();
        var browser = new ConsoleBrowser(server.Http);
        var form = await browser.Get(Path);
        for (var i = 0; i < 20; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await browser.Submit(form, Path, ("email", $"{i}@example.com"), ("password", "a guess"))).Status
            );

        var stopped = await browser.Submit(form, Path, ("email", member.Email), ("password", ConsoleMember.Password));

        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
    }

    [Fact]
    public async Task A_right_password_is_no_failure_and_forgives_none()
    {
        await using var server = await TestServer.Start(new TestClock(DateTimeOffset.UnixEpoch.AddYears(55)));
        var member = await server.NewConsoleMember();
        for (var i = 0; i < 4; i++)
            await new ConsoleBrowser(server.Http).SignIn(member.Email, "not the password");
        for (var i = 0; i < 3; i++)
            (await new ConsoleBrowser(server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees("/console");

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await new ConsoleBrowser(server.Http).SignIn(member.Email, "not the password")).Status
        );
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await new ConsoleBrowser(server.Http).SignIn(member.Email, ConsoleMember.Password)).Status
        );
    }
}
