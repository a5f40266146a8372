using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Security;

/// <summary>Members get an email about each change to their access, so that they notice an intruder.</summary>
public sealed class SecurityNoticeTests(MailServer mail, SharedServer shared) : IClassFixture<MailServer>
{
    private const string Keys = "/console/account/app-keys";
    private const string Security = "/console/account/security";
    private const string Factor = Security + "/second-factor";

    [Fact]
    public async Task New_keys_passwords_and_second_factors_are_reported_to_the_member()
    {
        var (browser, member) = await mail.Server.NewSignedIn();

        await browser.Submit(Keys, Keys, ("name", "terraform"), ("password", ConsoleMember.Password));
        var first = Assert.Single(await mail.MailsTo(member.Email, 1));
        Assert.Equal("[Acme] New API key terraform", first.Header("Subject"));
        Assert.Contains("from 127.0.0.1", first.Body("text/plain"), StringComparison.Ordinal);
        Assert.Contains(Keys, first.Body("text/plain"), StringComparison.Ordinal);
        Assert.Contains("disable your API keys", first.Body("text/html"), StringComparison.Ordinal);

        await browser.Submit(Security, Factor);
        var page = await browser.Get(Factor);
        var phone = Authenticator.Of(page, TimeProvider.System);
        await browser.Submit(page, Factor + "/confirm", ("code", phone.Code()), ("password", ConsoleMember.Password));
        await browser.Submit(
            Factor + "/recovery-codes",
            Factor + "/recovery-codes",
            ("password", ConsoleMember.Password)
        );
        await browser.Submit(Factor + "/off", Factor + "/off", ("password", ConsoleMember.Password));
        await browser.Submit(
            Security,
            Security + "/password",
            ("current_password", ConsoleMember.Password),
            ("new_password", "another long password")
        );

        Assert.Equal(
            [
                "[Acme] New API key terraform",
                "[Acme] Two-factor authentication was turned off",
                "[Acme] Two-factor authentication was turned on",
                "[Acme] Your password was changed",
                "[Acme] Your recovery codes were replaced",
            ],
            (await mail.MailsTo(member.Email, 5)).Select(m => m.Header("Subject")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Without_an_SMTP_server_no_email_is_stored()
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        var made = await browser.Submit(Keys, Keys, ("name", "terraform"), ("password", ConsoleMember.Password));

        Assert.Equal(HttpStatusCode.OK, made.Status);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(await db.OutgoingMessages.AnyAsync(m => m.AccountId == member.Caller.AccountId));
    }
}
