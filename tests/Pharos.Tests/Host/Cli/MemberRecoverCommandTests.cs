using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary><c>pharos member recover</c>, while the server runs.</summary>
public sealed class MemberRecoverCommandTests(SharedServer shared)
{
    [Fact]
    public async Task A_sole_owner_who_lost_password_and_phone_gets_in_and_all_other_sessions_end()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        await Authenticator.For(shared.Server, member.Caller.MemberId);

        var done = await Recover(member.Email, "another long password\n");

        Assert.Equal((0, ""), (done.Code, done.Error));
        (await browser.Get("/console")).Sees("/console/sign-in");
        (await new ConsoleBrowser(shared.Server.Http).SignIn(member.Email, "another long password")).Sees("/console");
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(await db.SecondFactors.AnyAsync(f => f.MemberId == member.Caller.MemberId));
        Assert.Contains("password", (await Recover(member.Email, "short\n")).IsRefused(1), StringComparison.Ordinal);
        Assert.Contains(
            "there is no member",
            (await Recover("unknown@example.com", "another long password\n")).IsRefused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Keys_are_disabled_unless_they_are_to_be_kept()
    {
        var member = await shared.Server.NewConsoleMember();

        var kept = await Recover(member.Email, "another long password\n", "--keep-keys");

        Assert.EndsWith("the second factor is disabled, all sessions have ended", kept.IsDone().TrimEnd());
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/status-page/list")).Status);
        var done = await Recover(member.Email, "another long password\n");
        Assert.EndsWith("all sessions have ended and all API keys are disabled", done.IsDone().TrimEnd());
        await Eventually.True(
            async () => (await member.Get("/status-page/list")).Status == HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(30)
        );
    }

    private Task<CommandResult> Recover(string email, string password, params string[] more) =>
        PharosCommand.Run(
            ["member", "recover", "--email", email, "--password-stdin", .. shared.Server.CommandPlace, .. more],
            password
        );
}
