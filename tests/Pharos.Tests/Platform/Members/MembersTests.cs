using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

[FullOnPostgres]
public sealed class MembersTests(SharedServer shared)
{
    private const string Path = "/console/members";
    private const string Invite = Path + "/invite";

    [Fact]
    public async Task Members_are_listed_with_state_roles_and_second_factor_and_found_by_a_part_of_name_or_address()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var (pending, _) = await owner.Invite($"carol-{Guid.NewGuid():N}@example.com", BuiltInRoles.Responder.RoleId);
        await Authenticator.For(shared.Server, owner.Caller.MemberId);

        var list = await browser.Get(Path);

        Assert.Matches(@"\(you\)[^|]*?Account Owner\s*Joined\s*On", list.Text);
        Assert.Matches(@"carol-[0-9a-f]+@example\.com\s*Responder\s*Invited\s*Off", list.Text);
        var found = await browser.Get(Path + "?q=CAROL");
        Assert.Equal([pending], Ids(found));
        var none = await browser.Get(Path + "?q=%3Cscript%3E");
        Assert.Contains("No members found", none.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_invited_by_the_lines_typed_and_the_links_are_shown_once()
    {
        var (browser, _) = await shared.Server.NewSignedIn();
        var (ada, bob) = ($"ada-{Guid.NewGuid():N}@example.com", $"bob-{Guid.NewGuid():N}@example.com");

        var invited = await browser.Submit(
            Invite,
            Invite,
            ("addresses", $"{ada}\r\n\r\n  {bob.ToUpperInvariant()} \r\n"),
            ("role_ids", "3")
        );

        Assert.Equal(HttpStatusCode.OK, invited.Status);
        var links = Links(invited);
        Assert.Equal(2, links.Count);
        Assert.DoesNotContain("/console/invitations/", (await browser.Get(Path)).Html, StringComparison.Ordinal);
        var newcomer = new ConsoleBrowser(shared.Server.Http);
        (await newcomer.Submit(links[0], links[0], ("name", "Ada"), ("password", "a long password"))).Sees("/console");
        Assert.Matches(@"Ada[^|]*?Responder\s*Joined", (await browser.Get($"{Path}?q={ada}")).Text);
    }

    [Theory]
    [InlineData("", "Enter at least one email address.")]
    [InlineData("a@example.com\nno-address", "Line 2: Email is not a valid email address")]
    [InlineData("a@example.com\n\na@example.com", "Line 3: Email is a duplicate.")]
    public async Task A_wrong_line_is_reported_with_its_number_and_no_one_is_invited(string addresses, string says)
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        var refused = await browser.Submit(Invite, Invite, ("addresses", addresses), ("role_ids", "4"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        Assert.Contains(addresses, refused.Text, StringComparison.Ordinal);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(
            0,
            await db.Members.CountAsync(m => m.AccountId == member.Caller.AccountId && m.Status == MemberStatus.Pending)
        );
    }

    [Fact]
    public async Task Who_is_a_member_already_and_more_than_twenty_are_refused()
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        Assert.Contains(
            "Line 1: This person is already a member.",
            (await browser.Submit(Invite, Invite, ("addresses", member.Email))).Text,
            StringComparison.Ordinal
        );
        var many = string.Join('\n', Enumerable.Range(0, 21).Select(i => $"a{i}@example.com"));
        Assert.Contains(
            "You can invite at most 20 people at once.",
            (await browser.Submit(Invite, Invite, ("addresses", many))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_new_invitation_ends_the_old_link_and_with_SMTP_it_goes_by_mail()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var (id, old) = await owner.Invite($"{Guid.NewGuid():N}@example.com");

        var again = await browser.Submit($"{Path}/{id}", $"{Path}/{id}/invite");

        Assert.Equal(HttpStatusCode.NotFound, (await new ConsoleBrowser(shared.Server.Http).Get(old)).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await new ConsoleBrowser(shared.Server.Http).Get(Assert.Single(Links(again)))).Status
        );

        await using var mailing = await TestServer.Start(configure: options =>
            (options.Mail.Host, options.Mail.Port) = ("127.0.0.1", 9)
        );
        var (there, _) = await mailing.NewSignedIn();
        (await there.Submit(Invite, Invite, ("addresses", "ada@example.com"))).Sees(Path + "?done=invited");
        Assert.Contains(
            "Invitations are being sent.",
            (await there.Get(Path + "?done=invited")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Roles_are_ticked_and_a_concurrent_change_is_shown()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var page = $"{Path}/{colleague.Caller.MemberId}";
        var (mine, theirs) = (await browser.Get(page), await browser.Get(page));

        (await browser.Submit(theirs, page + "/roles", ("role_ids", "3"), ("role_ids", "4"))).Sees(
            page + "?done=roles"
        );
        Assert.Equal("3, 4", await Roles(owner, colleague));
        var told = await browser.Submit(mine, page + "/roles", ("role_ids", "2"));

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("<q>Responder, Viewer</q>", told.Html, StringComparison.Ordinal);
        Assert.Equal("3, 4", await Roles(owner, colleague));
        (await browser.Submit(told, page + "/roles", ("role_ids", "2"))).Sees(page + "?done=roles");
        Assert.Equal("2", await Roles(owner, colleague));
    }

    [Fact]
    public async Task What_is_beyond_ones_own_is_locked_with_the_reason_and_refused_by_hand()
    {
        var (_, owner) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var hr = await shared.Server.SignInAs(owner, await owner.NewRole("HR", 201));
        var page = $"{Path}/{colleague.Caller.MemberId}";

        var shown = await hr.Get(page);

        foreach (var locked in (string[])["1", "2", "3"])
            Assert.Matches($"<input type=\"checkbox\" name=\"role_ids\" value=\"{locked}\"[^>]* disabled", shown.Html);
        Assert.Contains("This role has permissions that you don't have.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Only owners can assign or remove this role", shown.Text, StringComparison.Ordinal);
        foreach (var beyond in (string[])["1", "2", "3"])
            Assert.Equal(
                HttpStatusCode.Forbidden,
                (await hr.Submit(shown, page + "/roles", ("role_ids", beyond))).Status
            );
        Assert.Equal("4", await Roles(owner, colleague));

        // An owner's screen has nothing to send, and what is made by hand is refused.
        var theirs = await hr.Get($"{Path}/{owner.Caller.MemberId}");
        Assert.DoesNotContain("/delete\"", theirs.Html, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await hr.Post($"{Path}/{owner.Caller.MemberId}/delete", theirs.Token())).Status
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await hr.Post($"{Path}/{owner.Caller.MemberId}/second-factor", theirs.Token())).Status
        );
    }

    [Fact]
    public async Task Only_owners_change_an_owners_other_roles()
    {
        var (_, owner) = await shared.Server.NewSignedIn();
        var hr = await shared.Server.SignInAs(owner, await owner.NewRole("HR", 201));
        var page = $"{Path}/{owner.Caller.MemberId}";

        var shown = await hr.Get(page);
        Assert.DoesNotContain(page + "/roles", shown.Html, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await hr.Post(
                    page + "/roles",
                    shown.Token(),
                    ("seen", Pharos.Web.Forms.ConcurrencyToken.Create("role_ids", BuiltInRoles.Owner.RoleId, null)),
                    ("role_ids", "4")
                )
            ).Status
        );

        Assert.Equal("1", await Roles(owner, owner));
    }

    [Fact]
    public async Task Deleting_says_what_ends_and_ends_it()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        await owner.Post("/team/upsert", new { team_name = "Ops", person_ids = new[] { colleague.Caller.MemberId } });
        var delete = $"{Path}/{colleague.Caller.MemberId}/delete";

        var asked = await browser.Get(delete);
        foreach (var says in (string[])["API keys: 1.", "Team memberships: 1", "This can't be undone"])
            Assert.Contains(says, asked.Text, StringComparison.Ordinal);
        (await browser.Submit(asked, delete)).Sees(Path + "?done=deleted");

        (await colleague.Post("/member/info", "{}")).IsError("Unauthorized");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{Path}/{colleague.Caller.MemberId}")).Status);
        var first = (await owner.Post("/member/list", new { role_id = 1 })).Data["items"]!
            .AsArray()
            .Select(m => m!["member_id"]!.GetValue<long>())
            .Single(id => id != owner.Caller.MemberId);
        await owner.Post("/member/delete", new { member_id = first });
        var own = await browser.Get($"{Path}/{owner.Caller.MemberId}");
        Assert.Contains("This is the last owner", own.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await browser.Post($"{Path}/{owner.Caller.MemberId}/delete", own.Token())).Status
        );
    }

    [Fact]
    public async Task A_member_manager_removes_a_colleagues_second_factor_but_not_their_own()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        await Authenticator.For(shared.Server, colleague.Caller.MemberId);
        await Authenticator.For(shared.Server, owner.Caller.MemberId);
        var page = $"{Path}/{colleague.Caller.MemberId}/second-factor";

        (await browser.Submit(page, page)).Sees($"{Path}/{colleague.Caller.MemberId}?done=second-factor");

        var own = await browser.Get($"{Path}/{owner.Caller.MemberId}");
        Assert.DoesNotContain("/second-factor\"", own.Html, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await browser.Post($"{Path}/{owner.Caller.MemberId}/second-factor", own.Token())).Status
        );
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(
            owner.Caller.MemberId,
            Assert.Single(
                await db
                    .SecondFactors.Where(f =>
                        f.MemberId == owner.Caller.MemberId || f.MemberId == colleague.Caller.MemberId
                    )
                    .Select(f => f.MemberId)
                    .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task Another_accounts_members_are_not_there()
    {
        var (browser, _) = await shared.Server.NewSignedIn();
        var stranger = await shared.NewAccount();
        var token = (await browser.Get(Path)).Token();

        foreach (var id in (string[])[stranger.Caller.MemberId.ToString(), "1", "x", "99999999999999999999"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{Path}/{id}")).Status);
            foreach (var action in (string[])["roles", "invite", "second-factor", "delete"])
                Assert.Equal(
                    HttpStatusCode.NotFound,
                    (await browser.Post($"{Path}/{id}/{action}", token, ("seen", "x"))).Status
                );
        }
    }

    private static async Task<string> Roles(ApiClient owner, ApiClient member) =>
        string.Join(
            ", ",
            (await owner.Listed(member.Caller.MemberId))!["account_role_ids"]!
                .AsArray()
                .Select(id => id!.GetValue<long>())
        );

    private static IReadOnlyList<long> Ids(ConsoleAnswer page) =>
        [.. Regex.Matches(page.Html, "href=\"/console/members/([0-9]+)\"").Select(m => long.Parse(m.Groups[1].Value))];

    private static IReadOnlyList<string> Links(ConsoleAnswer page) =>
        [
            .. Regex
                .Matches(page.Html, "https://[^<]*(/console/invitations/[0-9a-f]{64})<")
                .Select(m => m.Groups[1].Value),
        ];
}
