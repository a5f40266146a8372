using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Roles;

[FullOnPostgres]
public sealed class RolesAndTeamsTests(SharedServer shared)
{
    private const string Roles = "/console/roles";
    private const string Teams = "/console/teams";

    [Fact]
    public async Task A_role_is_made_changed_given_disabled_taken_and_deleted()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var id = (string)$"{colleague.Caller.MemberId}";
        var made = await browser.Submit(
            Roles + "/new",
            Roles + "/new",
            ("name", "Publisher"),
            ("description", "Tells the world"),
            ("permission_ids", "102")
        );
        var page = Regex.Match(made.Location!, "^/console/roles/[0-9]+").Value;

        var shown = await browser.Get(made.Location!);
        Assert.Contains("No members have this role yet.", shown.Text, StringComparison.Ordinal);
        (
            await browser.Submit(
                page,
                page,
                ("name", "Press"),
                ("description", ""),
                ("permission_ids", "101"),
                ("permission_ids", "102")
            )
        ).Sees(page + "?done=saved");
        (await browser.Submit(page, page + "/members/grant", ("member_id", id))).Sees(page + "?done=granted");
        Assert.Matches("Press\\s*Custom\\s*1\\s", (await browser.Get(Roles)).Text);
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await colleague.Post(
                    "/status-page/create",
                    new
                    {
                        name = "A",
                        type = "public",
                        url_name = $"a-{Guid.NewGuid():N}",
                        date_view = "list",
                        display_uptime_mode = "chart",
                    }
                )
            ).Status
        );

        (await browser.Submit(page, page + "/disable")).Sees(page + "?done=disabled");
        (
            await colleague.Post(
                "/status-page/create",
                new
                {
                    name = "B",
                    type = "public",
                    url_name = $"b-{Guid.NewGuid():N}",
                    date_view = "list",
                    display_uptime_mode = "chart",
                }
            )
        ).IsError("AccessDenied");
        Assert.Contains("Disabled", (await browser.Get(Roles)).Text, StringComparison.Ordinal);
        (await browser.Submit(page, page + "/enable")).Sees(page + "?done=enabled");
        (await browser.Submit(page, page + "/members/revoke")).Sees(page + "?done=revoked");
        (await browser.Submit(page, page + "/members/grant", ("member_id", id))).Sees(page + "?done=granted");
        Assert.Contains("(currently 1)", (await browser.Get(page + "/delete")).Text, StringComparison.Ordinal);
        (await browser.Submit(page + "/delete", page + "/delete")).Sees(Roles + "?done=deleted");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(page)).Status);
    }

    [Fact]
    public async Task An_invalid_role_is_reported_next_to_the_field_and_keeps_the_input()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        await owner.NewRole("Press");

        foreach (
            var (name, says) in ((string, string)[])
                [
                    ("", "Name must not be blank"),
                    ("Press", "Name is already in use"),
                    ("Viewer", "Name is already in use"),
                ]
        )
        {
            var refused = await browser.Submit(
                Roles + "/new",
                Roles + "/new",
                ("name", name),
                ("description", "Tells the world"),
                ("permission_ids", "102")
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Contains("value=\"Tells the world\"", refused.Html, StringComparison.Ordinal);
            Assert.Matches("value=\"102\" checked", refused.Html);
        }
    }

    [Fact]
    public async Task Built_in_roles_cannot_be_changed_and_members_put_only_their_own_permissions_into_roles()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var builtIn = await browser.Get(Roles + "/3");
        Assert.Contains("Built-in roles can't be changed.", builtIn.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"permission_ids\"", builtIn.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(Roles + "/3/delete")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post(Roles + "/3/delete", builtIn.Token())).Status);

        var architect = await shared.Server.SignInAs(owner, await owner.NewRole("Architect", 202));
        var form = await architect.Get(Roles + "/new");
        Assert.Matches("value=\"101\"[^>]* disabled", form.Html);
        Assert.Contains("You don't have this permission yourself.", form.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await architect.Submit(form, Roles + "/new", ("name", "All"), ("permission_ids", "101"))).Status
        );
        Assert.Contains(
            "Only owners can assign or remove this role",
            (await architect.Get(Roles + "/1")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await architect.Post(
                    Roles + "/1/members/grant",
                    form.Token(),
                    ("member_id", $"{owner.Caller.MemberId}")
                )
            ).Status
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await architect.Post(
                    Roles + "/1/members/revoke",
                    form.Token(),
                    ("member_id", $"{owner.Caller.MemberId}")
                )
            ).Status
        );
    }

    [Fact]
    public async Task The_last_owner_keeps_the_role_and_an_empty_choice_is_reported_next_to_the_field()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        // The account's first owner, whom every test account has.
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            var first = await db
                .Members.Where(m =>
                    m.AccountId == owner.Caller.AccountId
                    && m.MemberId != owner.Caller.MemberId
                    && m.Roles.Any(r => r.RoleId == 1)
                )
                .Select(m => m.MemberId)
                .SingleAsync();
            (
                await browser.Post(
                    Roles + "/1/members/revoke",
                    (await browser.Get(Roles)).Token(),
                    ("member_id", $"{first}")
                )
            ).Sees(Roles + "/1?done=revoked");
        }

        var refused = await browser.Submit(Roles + "/1", Roles + "/1/members/revoke");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Alice: this is the last owner", refused.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Choose a member.",
            (await browser.Submit(Roles + "/1", Roles + "/1/members/grant", ("member_id", ""))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_concurrent_change_of_a_role_is_shown()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        var page = $"{Roles}/{await owner.NewRole("Press", 102)}";
        var (mine, theirs) = (await browser.Get(page), await browser.Get(page));
        await browser.Submit(theirs, page, ("name", "Publishers"), ("permission_ids", "101"));

        var told = await browser.Submit(mine, page, ("name", "Writers"), ("permission_ids", "102"));

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("<q>Publishers</q>", told.Html, StringComparison.Ordinal);
        Assert.Contains("<q>Create, edit and delete status pages", told.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Writers\"", told.Html, StringComparison.Ordinal);
        (await browser.Submit(told, page, ("name", "Writers"), ("permission_ids", "102"))).Sees(page + "?done=saved");
    }

    [Fact]
    public async Task A_team_is_made_changed_and_deleted()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        Assert.Contains("No teams yet", (await browser.Get(Teams)).Text, StringComparison.Ordinal);
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var made = await browser.Submit(
            Teams + "/new",
            Teams + "/new",
            ("name", "Ops"),
            ("description", "Nights"),
            ("person_ids", $"{colleague.Caller.MemberId}")
        );
        var page = Regex.Match(made.Location!, "^/console/teams/[0-9]+").Value;

        Assert.Matches("Ops\\s*Nights\\s*1\\s", (await browser.Get(Teams)).Text);
        Assert.Matches($"value=\"{colleague.Caller.MemberId}\" checked", (await browser.Get(page)).Html);
        var stale = await browser.Get(page);
        (
            await browser.Submit(
                page,
                page,
                ("name", "Ops"),
                ("person_ids", $"{colleague.Caller.MemberId}"),
                ("person_ids", $"{owner.Caller.MemberId}")
            )
        ).Sees(page + "?done=saved");
        var told = await browser.Submit(
            stale,
            page,
            ("name", "Operations"),
            ("person_ids", $"{colleague.Caller.MemberId}")
        );
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("<q>Ops</q>", told.Html, StringComparison.Ordinal);
        Assert.Contains("<q>Alice, Alice</q>", told.Html, StringComparison.Ordinal);

        Assert.Contains("(2)", (await browser.Get(page + "/delete")).Text, StringComparison.Ordinal);
        (await browser.Submit(page + "/delete", page + "/delete")).Sees(Teams + "?done=deleted");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(page)).Status);
        Assert.NotNull(await owner.Listed(colleague.Caller.MemberId));
    }

    [Fact]
    public async Task What_is_wrong_with_a_team_is_said_and_strangers_are_in_none()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();
        await owner.Post("/team/upsert", new { team_name = "Ops" });
        var stranger = await shared.NewAccount();

        var taken = await browser.Submit(
            Teams + "/new",
            Teams + "/new",
            ("name", "Ops"),
            ("person_ids", $"{owner.Caller.MemberId}")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.Contains("Name is already in use.", taken.Text, StringComparison.Ordinal);
        Assert.Matches($"value=\"{owner.Caller.MemberId}\" checked", taken.Html);
        var strange = await browser.Submit(
            Teams + "/new",
            Teams + "/new",
            ("name", "Spies"),
            ("person_ids", $"{stranger.Caller.MemberId}")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, strange.Status);
        Assert.Contains("Members: your organization has no such member.", strange.Text, StringComparison.Ordinal);
        var theirs = (await stranger.Post("/team/upsert", new { team_name = "Theirs" })).Id("team_id");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{Teams}/{theirs}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"{Teams}/{theirs}/delete", taken.Token())).Status);
    }
}
