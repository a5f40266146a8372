using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports;
using Pharos.Platform.Roles;
using Pharos.Platform.Webhooks;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.DeliveryProblems;

[FullOnPostgres]
public sealed class DeliveryProblemsTests(SharedServer shared)
{
    private const string Path = "/console/delivery-problems";

    [Fact]
    public async Task Addresses_and_hooks_that_are_quarantined_are_listed_newest_first_with_what_their_side_said()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        var address = await Problems.Address(shared.Server, page.PageId, 1000, "550 5.1.1 <b>no</b> such user");
        await Problems.Hook(shared.Server, member, 2000, "HTTP 404 no_service");

        var list = await browser.Get(Path);

        Assert.Matches(@"Ops channel\s*Slack · Alice\s*HTTP 404 no_service\s*3 failures in a row", list.Text);
        Assert.Contains("550 5.1.1 <b>no</b> such user", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>no", list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret-path", list.Html, StringComparison.Ordinal);
        Assert.True(
            list.Text.IndexOf("Ops channel", StringComparison.Ordinal)
                < list.Text.IndexOf(address, StringComparison.Ordinal)
        );
        Assert.Contains("2 paused", list.Text, StringComparison.Ordinal);
        Assert.Contains("2 paused", (await browser.Get("/console")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_released_recipient_gets_the_next_notification_and_releasing_twice_does_no_harm()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        var address = await Problems.Address(shared.Server, page.PageId, 1000, "550 no such user");
        var hookId = await Problems.Hook(shared.Server, member, 2000, "HTTP 404");
        var before = await page.PublishTold();
        await Settled(before);

        var list = await browser.Get(Path);
        foreach (var action in Actions(list).Concat(Actions(list)).ToList())
            (await browser.Submit(list, action)).Sees(Path + "?done=released");
        var after = await page.PublishTold(new { title = "Told again" });
        await Settled(after);

        Assert.Contains(
            "No paused recipients",
            (await browser.Get(Path + "?done=released")).Text,
            StringComparison.Ordinal
        );
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(DeliveryState.Quarantined, (await db.Deliveries.SingleAsync(d => d.SubjectId == before)).State);
        Assert.Equal(DeliveryState.Sent, (await db.Deliveries.SingleAsync(d => d.SubjectId == after)).State);
        var (subscriber, hook) = (
            await db.Subscribers.SingleAsync(s => s.Recipient == address),
            await db.Webhooks.SingleAsync(h => h.HookId == hookId)
        );
        Assert.Equal(
            (0, (long?)null, (string?)null),
            (subscriber.Failures, subscriber.QuarantinedAt, subscriber.QuarantineReason)
        );
        Assert.Equal((0, (long?)null, (string?)null), (hook.Failures, hook.QuarantinedAt, hook.QuarantineReason));
    }

    [Fact]
    public async Task All_of_an_account_are_released_at_once_and_doing_so_twice_does_no_harm()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        for (var i = 0; i < 21; i++)
            await Problems.Address(shared.Server, page.PageId, 1000 + i, "550 relaying denied");
        await Problems.Hook(shared.Server, member, 2000, "HTTP 404");
        var (stranger, other) = await shared.Server.NewSignedIn();
        var theirs = await Problems.Address(
            shared.Server,
            (await Problems.Page(other)).PageId,
            1000,
            "550 no such user"
        );
        var list = await browser.Get(Path);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post(Path + "/release")).Status);
        for (var i = 0; i < 2; i++)
            (await browser.Submit(list, Path + "/release")).Sees(Path + "?done=all-released");

        var after = (await browser.Get(Path + "?done=all-released")).Text;
        Assert.Contains("Delivery to all of them resumes", after, StringComparison.Ordinal);
        Assert.Contains("No paused recipients", after, StringComparison.Ordinal);
        Assert.Contains(theirs, (await stranger.Get(Path)).Text, StringComparison.Ordinal);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(
            await db.Subscribers.AnyAsync(s =>
                s.PageId == page.PageId && (s.QuarantinedAt != null || s.Failures > 0 || s.Bounces > 0)
            )
        );
    }

    [Fact]
    public async Task Without_the_permission_a_member_neither_sees_the_screen_nor_a_link_to_it_nor_releases_anyone()
    {
        var (owner, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        await Problems.Address(shared.Server, page.PageId, 1000, "550 no such user");
        var hookId = await Problems.Hook(shared.Server, member, 2000, "HTTP 404");
        var actions = Actions(await owner.Get(Path));
        Assert.Equal(2, actions.Count);
        var responder = await shared.Server.NewMember(
            member.Caller.AccountId,
            BuiltInRoles.Responder,
            await Problems.PasswordOf(shared.Server, member)
        );
        var browser = new ConsoleBrowser(shared.Server.Http);
        (await browser.SignIn(responder.Email, ConsoleMember.Password)).Sees("/console");
        var home = await browser.Get("/console");

        Assert.DoesNotContain(Path, home.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(".eml", home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get(Path)).Status);
        foreach (var action in actions.Append(Path + "/release"))
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Post(action, home.Token())).Status);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.True(await db.Webhooks.AnyAsync(h => h.HookId == hookId && h.QuarantinedAt != null));
        Assert.True(await db.Subscribers.AnyAsync(s => s.PageId == page.PageId && s.QuarantinedAt != null));
    }

    [Fact]
    public async Task Another_accounts_receivers_are_neither_listed_nor_found_and_no_form_works_without_its_token()
    {
        var (owner, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        var address = await Problems.Address(shared.Server, page.PageId, 1000, "550 no such user");
        await Problems.Hook(shared.Server, member, 2000, "HTTP 404");
        var actions = Actions(await owner.Get(Path));
        var (stranger, _) = await shared.Server.NewSignedIn();
        var list = await stranger.Get(Path);

        Assert.DoesNotContain(address, list.Text, StringComparison.Ordinal);
        Assert.Contains("No paused recipients", list.Text, StringComparison.Ordinal);
        foreach (var action in actions)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(action, list.Token())).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await owner.Post(action)).Status);
        }

        Assert.Equal(2, Actions(await owner.Get(Path)).Count);
    }

    [Fact]
    public async Task A_long_list_is_turned_page_by_page_and_the_one_released_leaves_its_page()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        for (var i = 0; i < 21; i++)
            await Problems.Address(shared.Server, page.PageId, 1000 + i, $"550 number {i}");

        var first = await browser.Get(Path);
        var second = await browser.Get(Path + "?p=2");

        Assert.Contains("550 number 20", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("550 number 0", first.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Path}?p=2\"", first.Html, StringComparison.Ordinal);
        Assert.Contains("550 number 0", Regex.Match(second.Text, "550 number [0-9]+").Value, StringComparison.Ordinal);
        (await browser.Submit(second, Actions(second).Single())).Sees(Path + "?p=2&done=released");
        (await browser.Get(Path + "?p=2&done=released")).Sees(Path + "?done=released");
        Assert.Contains(
            "Delivery resumes",
            (await browser.Get(Path + "?done=released")).Text,
            StringComparison.Ordinal
        );
        foreach (var nonsense in (string[])["0", "-1", "x", "99999999999999999999"])
            Assert.Equal(HttpStatusCode.OK, (await browser.Get($"{Path}?p={nonsense}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Get(Path + "?p=501")).Status);
    }

    [Fact]
    public async Task The_latest_announcements_say_how_many_were_told_and_what_others_answered()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        await shared.Server.Subscribe(page.PageId);
        await Problems.Address(shared.Server, page.PageId, 1000, "550 no such user");
        Assert.Contains(
            "No notifications in the last 30 days",
            (await browser.Get(Path)).Text,
            StringComparison.Ordinal
        );
        var changeId = await page.PublishTold(new { title = "Disk is full" });
        await Settled(changeId);

        var done = await browser.Get(Path);
        // No mail server is configured here.
        Assert.Matches(
            @"Disk is full\s*Acme · just now\s*0 of 1\s*1 written to files, not sent\s*0\s*0\s*1\s",
            done.Text
        );
        Assert.Contains("emails are only written to files", (await Empty()).Text, StringComparison.Ordinal);
        foreach (var screen in (string[])["/console", $"/console/pages/{page.PageId}/events/{changeId}"])
        {
            var text = (await browser.Get(screen)).Text;
            Assert.Contains("1 written to files, not sent", text, StringComparison.Ordinal);
            Assert.DoesNotContain("1 of 2", text, StringComparison.Ordinal);
        }

        Assert.Contains(
            "sent 0, written to files 1, failed 0",
            (await PharosCommand.Run(["deliveries", "--event", $"{changeId}", .. shared.Server.CommandPlace])).Out,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("data-refresh", done.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<progress", done.Html, StringComparison.Ordinal);

        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        // Not due for long, so that it stays under way.
        await db
            .Deliveries.Where(d => d.SubjectId == changeId && d.State == DeliveryState.Sent)
            .ExecuteUpdateAsync(d =>
                d.SetProperty(r => r.State, DeliveryState.Waiting)
                    .SetProperty(r => r.NextAttemptAt, Ids.Max)
                    .SetProperty(r => r.LastError, "451 try <later>")
            );
        var running = await browser.Get(Path);
        Assert.Matches(@"1 × 451 try <later>\s*0 of 2\s*1\s*0\s*1\s", running.Text);
        Assert.Contains(
            "<progress max=\"2\" value=\"1\" aria-label=\"Delivery progress of Disk is full\">",
            running.Html,
            StringComparison.Ordinal
        );
        Assert.Contains($"href=\"{Path}#announcements\"", running.Html, StringComparison.Ordinal);
        // A script reads it again until all are done.
        Assert.Contains("id=\"announcements\" data-refresh", running.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mail_server_the_console_says_into_which_folder_mails_are_written()
    {
        var (browser, _) = await shared.Server.NewSignedIn();
        foreach (var path in (string[])["/console", Path])
        {
            var page = await browser.Get(path);
            Assert.Contains("Email is not configured: nothing is being sent", page.Text, StringComparison.Ordinal);
            Assert.Contains(System.IO.Path.Combine(shared.Server.Folder, "mail"), page.Text, StringComparison.Ordinal);
        }

        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port);
        var (other, _) = await server.NewSignedIn();
        foreach (var path in (string[])["/console", Path])
            Assert.DoesNotContain(
                "Email is not configured: nothing is being sent",
                (await other.Get(path)).Text,
                StringComparison.Ordinal
            );
    }

    /// <summary>The screen of an account without quarantined recipients.</summary>
    private async Task<ConsoleAnswer> Empty() => await (await shared.Server.NewSignedIn()).Browser.Get(Path);

    private Task Settled(long changeId) =>
        Eventually.True(
            async () =>
            {
                await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
                return await db.Notifications.AllAsync(n => n.SubjectId != changeId || n.ExpandedAt != null)
                    && !await db.Deliveries.AnyAsync(d => d.SubjectId == changeId && d.State == DeliveryState.Waiting);
            },
            TimeSpan.FromSeconds(60)
        );

    private static List<string> Actions(ConsoleAnswer list) =>
        [
            .. Regex
                .Matches(list.Html, "action=\"(/console/delivery-problems/[^\"]+/release)\"")
                .Select(m => m.Groups[1].Value),
        ];
}

/// <summary>Receivers that nothing is sent to any more.</summary>
internal static class Problems
{
    public static Task<ChangePage> Page(ApiClient member) => ChangePage.Create(member);

    /// <summary>A quarantined subscriber of everything; its address.</summary>
    public static async Task<string> Address(TestServer server, long pageId, long since, string reason)
    {
        var address = await server.Subscribe(pageId);
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await db
            .Subscribers.Where(s => s.PageId == pageId && s.Recipient == address)
            .ExecuteUpdateAsync(s =>
                s.SetProperty(r => r.Failures, 3)
                    .SetProperty(r => r.QuarantinedAt, since)
                    .SetProperty(r => r.QuarantineReason, reason)
            );
        return address;
    }

    /// <summary>A quarantined hook of a member; its ID.</summary>
    public static async Task<string> Hook(TestServer server, ApiClient member, long since, string reason)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var hook = new WebhookRow
        {
            HookId = Ids.NewUlid(server.Store.Clock),
            AccountId = member.Caller.AccountId,
            MemberId = member.Caller.MemberId,
            Platform = ImPlatform.Slack,
            Name = "Ops channel",
            Url = "https://hooks.example.com/very-secret-path",
            CreatedAt = 1,
            Failures = 3,
            QuarantinedAt = since,
            QuarantineReason = reason,
        };
        db.Webhooks.Add(hook);
        await db.SaveChangesAsync();
        return hook.HookId;
    }

    public static async Task<string?> PasswordOf(TestServer server, ApiClient member)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db
            .Members.Where(m => m.MemberId == member.Caller.MemberId)
            .Select(m => m.PasswordHash)
            .SingleAsync();
    }
}
