using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

/// <summary>Invitations where no mail goes out: the link is in the answer.</summary>
public sealed class InvitationTests(SharedServer shared)
{
    [Fact]
    public async Task The_holder_of_the_link_chooses_a_password_once_and_is_in()
    {
        var owner = await shared.NewAccount();
        var email = $"{Guid.NewGuid():N}@example.com";
        var (memberId, link) = await owner.Invite(email, 3);
        Assert.Equal("pending", (await owner.Listed(memberId))!["status"]!.GetValue<string>());
        var browser = new ConsoleBrowser(shared.Server.Http);
        var page = await browser.Get(link);
        Assert.Contains("Join Acme", page.Text, StringComparison.Ordinal);
        Assert.Contains(email, page.Text, StringComparison.Ordinal);

        var refused = await browser.Submit(page, link, ("name", "Bob"), ("password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        (await browser.Submit(page, link, ("name", "Bob"), ("password", "a long password"))).Sees("/console");

        Assert.Contains("Bob", (await browser.Get("/console")).Text, StringComparison.Ordinal);
        var member = (await owner.Listed(memberId))!;
        Assert.Equal(
            ("enabled", "Bob", false),
            (
                member["status"]!.GetValue<string>(),
                member["member_name"]!.GetValue<string>(),
                member["email_verified"]!.GetValue<bool>()
            )
        );
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(link)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await browser.Post(
                    link,
                    [
                        .. (await browser.Get("/console/account/app-keys")).Hidden("/console/sign-out"),
                        ("name", "Eve"),
                        ("password", "another password"),
                    ]
                )
            ).Status
        );
        (await new ConsoleBrowser(shared.Server.Http).SignIn(email, "a long password")).Sees("/console");
    }

    [Fact]
    public async Task A_link_is_used_once_however_many_try_at_the_same_time()
    {
        var owner = await shared.NewAccount();
        var (_, link) = await owner.Invite($"{Guid.NewGuid():N}@example.com");
        var tries = new List<(ConsoleBrowser Browser, ConsoleAnswer Page)>();
        for (var i = 0; i < 4; i++)
        {
            var browser = new ConsoleBrowser(shared.Server.Http);
            tries.Add((browser, await browser.Get(link)));
        }

        var answers = await Task.WhenAll(
            tries.Select(
                (t, i) => t.Browser.Submit(t.Page, link, ("name", "Number " + i), ("password", "a long password"))
            )
        );

        Assert.Single(answers, a => a.Location == "/console");
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_link_ends_with_its_time_with_a_newer_one_and_with_its_member()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.Start(clock, options => options.InvitationHours = 24);
        var owner = await server.NewAccount();
        var browser = new ConsoleBrowser(server.Http);
        var (first, old) = await owner.Invite("a@example.com");
        var (again, newer) = await owner.Invite("a@example.com");
        var (gone, deleted) = await owner.Invite("b@example.com");
        await owner.Post("/member/delete", new { member_id = gone });

        Assert.Equal(first, again);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(old)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(deleted)).Status);
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(newer)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(newer)).Status);
        Assert.NotEqual(gone, (await owner.Invite("b@example.com")).MemberId);
    }

    [Fact]
    public async Task An_invitation_is_all_or_nothing_and_asks_for_a_free_address()
    {
        var owner = await shared.NewAccount();
        var before = (await owner.Post("/member/list", "{}")).Data["total"]!.GetValue<int>();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);

        (
            await owner.Post(
                "/member/invite",
                new { members = new object[] { new { email = "new@example.com" }, new { email = bob.Email } } }
            )
        ).IsError("InvalidParameter", "members[1].email");
        (
            await owner.Post(
                "/member/invite",
                new { members = new object[] { new { email = "new@example.com" }, new { email = "NEW@example.com" } } }
            )
        ).IsError("InvalidParameter", "members[1].email");
        (await owner.Post("/member/invite", new { members = new[] { new { phone = "+15550100" } } })).IsError(
            "InvalidParameter",
            "members[0].email"
        );
        (
            await owner.Post(
                "/member/invite",
                new { members = new[] { new { email = "x@example.com", role_ids = new[] { 55 } } } }
            )
        ).IsError("InvalidParameter", "members[0].role_ids[0]");
        (
            await owner.Post(
                "/member/invite",
                new { members = Enumerable.Range(0, 21).Select(i => new { email = $"x{i}@example.com" }) }
            )
        ).IsError("InvalidParameter", "members");
        Assert.Equal(before + 1, (await owner.Post("/member/list", "{}")).Data["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Who_may_not_hand_out_a_role_gets_no_link_that_leads_to_it()
    {
        var owner = await shared.NewAccount();
        await owner.Invite("admin@example.com", 2);
        await owner.Invite("boss@example.com", 1);
        var manager = await shared.Server.NewColleague(owner, await owner.NewRole("People", 201));
        var admin = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Admin);

        (await manager.Post("/member/invite", new { members = new[] { new { email = "admin@example.com" } } })).IsError(
            "AccessDenied"
        );
        (await admin.Post("/member/invite", new { members = new[] { new { email = "boss@example.com" } } })).IsError(
            "AccessDenied"
        );
    }

    [Fact]
    public async Task The_database_does_not_hold_the_link()
    {
        var owner = await shared.NewAccount();
        var (memberId, link) = await owner.Invite($"{Guid.NewGuid():N}@example.com");

        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        var invitation = await db.Invitations.SingleAsync(i => i.MemberId == memberId);

        Assert.DoesNotContain(Convert.ToHexStringLower(invitation.Digest), link, StringComparison.Ordinal);
        Assert.False(await db.OutgoingMessages.AnyAsync(l => l.AccountId == owner.Caller.AccountId));
    }
}

/// <summary>Invitations where mail goes out: the link is in the mail, and nowhere else.</summary>
public sealed partial class MailedInvitationTests(MailServer mail) : IClassFixture<MailServer>
{
    [Fact]
    public async Task The_link_comes_by_mail_in_the_members_language_and_proves_the_address()
    {
        var owner = await mail.Server.NewAccount();
        var (english, chinese) = ($"{Guid.NewGuid():N}@example.org", $"{Guid.NewGuid():N}@example.org");

        var invited = await owner.Post(
            "/member/invite",
            new { members = new object[] { new { email = english }, new { email = chinese, locale = "zh-CN" } } }
        );

        Assert.All(invited.Data["items"]!.AsArray(), item => Assert.Null(item!["invitation_url"]));
        var one = Assert.Single(await mail.MailsTo(english, 1));
        var other = Assert.Single(await mail.MailsTo(chinese, 1));
        Assert.Contains("Join Acme", one.Body("text/plain"), StringComparison.Ordinal);
        Assert.Contains("加入 Acme", other.Body("text/plain"), StringComparison.Ordinal);
        var link = Link().Match(one.Body("text/plain")).Value;
        Assert.StartsWith("https://status.example.com/console/invitations/", link, StringComparison.Ordinal);
        var path = new Uri(link).AbsolutePath;
        (
            await new ConsoleBrowser(mail.Server.Http).Submit(
                path,
                path,
                ("name", "Bob"),
                ("password", "a long password")
            )
        ).Sees("/console");
        var memberId = invited.Data["items"]![0]!["member_id"]!.GetValue<long>();
        Assert.True((await owner.Listed(memberId))!["email_verified"]!.GetValue<bool>());
    }

    [GeneratedRegex("https://[^ \\s]*/console/invitations/[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
