using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Notifications.Transports;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Webhooks;

[FullOnPostgres]
public sealed class WebhooksTests(WebhookServer im) : IClassFixture<WebhookServer>
{
    private const string Path = "/console/account/im-hooks";

    [Fact]
    public async Task A_hook_that_is_added_can_be_tried_and_its_secrets_are_in_no_page()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        var path = "/" + Guid.NewGuid().ToString("N");

        (
            await browser.Submit(
                Path,
                Path,
                ("platform", "Slack"),
                ("name", "My <b>channel</b>"),
                ("url", im.Sink.Url + path),
                ("secret", "very-s3cret")
            )
        ).Sees(Path + "?done=added");
        var list = await browser.Get(Path);
        var tested = await browser.Submit(list, $"{Path}/{HookId(list)}/test");

        Assert.Contains("My <b>channel</b>", list.Text, StringComparison.Ordinal);
        Assert.Contains("Test message delivered to", tested.Text, StringComparison.Ordinal);
        Assert.Equal("Test message", Assert.Single(im.Sink.At(path)).Json["text"]!.GetValue<string>());
        foreach (var page in (ConsoleAnswer[])[list, tested])
        {
            Assert.DoesNotContain(path[1..], page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("very-s3cret", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>channel", page.Html, StringComparison.Ordinal);
        }

        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal("very-s3cret", (await db.Webhooks.SingleAsync(h => h.MemberId == member.Caller.MemberId)).Secret);
    }

    [Fact]
    public async Task A_test_that_fails_says_why()
    {
        var (browser, _) = await im.Server.NewSignedIn();
        var path = "/" + Guid.NewGuid().ToString("N");
        im.Sink.Answers[path] = (200, """{"errcode":310000,"errmsg":"sign not match"}""", null);
        await browser.Submit(Path, Path, ("platform", "Dingtalk"), ("name", "Ops"), ("url", im.Sink.Url + path));

        var list = await browser.Get(Path);

        Assert.Contains(
            "310000 sign not match",
            (await browser.Submit(list, $"{Path}/{HookId(list)}/test")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_test_does_not_tell_a_closed_port_from_one_that_speaks_something_else()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var stop = new CancellationTokenSource();
        var hangUp = HangUp(other, stop.Token);
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        foreach (var endpoint in (EndPoint?[])[other.LocalEndpoint, closed.LocalEndPoint])
        {
            var (browser, _) = await im.Server.NewSignedIn();
            await browser.Submit(
                Path,
                Path,
                ("platform", "Slack"),
                ("name", "Scan"),
                ("url", $"http://127.0.0.1:{((IPEndPoint)endpoint!).Port}/x")
            );
            var list = await browser.Get(Path);

            var tested = await browser.Submit(list, $"{Path}/{HookId(list)}/test");

            Assert.Contains("127.0.0.1: no HTTPS response", tested.Text, StringComparison.Ordinal);
        }

        await stop.CancelAsync();
        await hangUp;
    }

    private static async Task HangUp(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
                (await listener.AcceptTcpClientAsync(stop)).Dispose();
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    [Theory]
    [InlineData("", "Ops", "https://hooks.example.com/x", "Choose a platform")]
    [InlineData("Slack", " ", "https://hooks.example.com/x", "Name must not be blank")]
    [InlineData("Slack", "Ops", "ftp://hooks.example.com/x", "must start with https://")]
    [InlineData("Slack", "Ops", "https://user:pass@hooks.example.com/x", "must start with https://")]
    [InlineData("99", "Ops", "https://hooks.example.com/x", "Choose a platform")]
    public async Task Invalid_input_is_refused_next_to_the_field(string platform, string name, string url, string says)
    {
        var (browser, _) = await im.Server.NewSignedIn();

        var refused = await browser.Submit(
            Path,
            Path,
            ("platform", platform),
            ("name", name),
            ("url", url),
            ("secret", "")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_stands_there_again_but_for_the_secret_which_is_asked_for_again()
    {
        var (browser, _) = await im.Server.NewSignedIn();

        var refused = await browser.Submit(
            Path,
            Path,
            ("platform", "Dingtalk"),
            ("name", ""),
            ("url", "https://hooks.example.com/x?y=1"),
            ("secret", "very-s3cret")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"https://hooks.example.com/x?y=1\"", refused.Html, StringComparison.Ordinal);
        Assert.Matches("name=\"platform\" value=\"Dingtalk\" checked", refused.Html);
        Assert.DoesNotContain("very-s3cret", refused.Html, StringComparison.Ordinal);
        Assert.Contains("Enter the secret again", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_has_at_most_twenty_hooks_and_the_same_form_sent_twice_adds_one()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        db.Webhooks.AddRange(
            Enumerable
                .Range(1, 19)
                .Select(i => new WebhookRow
                {
                    HookId = Pharos.Kernel.Ids.NewUlid(im.Clock),
                    AccountId = member.Caller.AccountId,
                    MemberId = member.Caller.MemberId,
                    Platform = ImPlatform.Slack,
                    Name = $"Hook {i}",
                    Url = "https://hooks.example.com/x",
                    CreatedAt = i,
                })
        );
        await db.SaveChangesAsync();
        (string, string)[] typed =
        [
            ("platform", "Slack"),
            ("name", "The last"),
            ("url", "https://hooks.example.com/y"),
        ];
        var form = await browser.Get(Path);

        (await browser.Submit(form, Path, typed)).Sees(Path + "?done=added");
        (await browser.Submit(form, Path, typed)).Sees(Path + "?done=added");
        var refused = await browser.Submit(Path, Path, typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("You can have at most 20 webhooks.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"The last\"", refused.Html, StringComparison.Ordinal);
        Assert.Equal(20, await db.Webhooks.CountAsync(h => h.MemberId == member.Caller.MemberId));
    }

    [Fact]
    public async Task Quarantine_is_shown_with_its_reason_and_ended_by_hand()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        await browser.Submit(Path, Path, ("platform", "Slack"), ("name", "Ops"), ("url", im.Sink.Url + "/quarantined"));
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db
            .Webhooks.Where(h => h.MemberId == member.Caller.MemberId)
            .ExecuteUpdateAsync(h =>
                h.SetProperty(r => r.Failures, 3)
                    .SetProperty(r => r.QuarantinedAt, FrozenServer.Now)
                    .SetProperty(r => r.QuarantineReason, "HTTP 404")
            );

        var list = await browser.Get(Path);
        Assert.Contains("HTTP 404", list.Text, StringComparison.Ordinal);
        (await browser.Submit(list, $"{Path}/{HookId(list)}/release")).Sees(Path + "?done=released");

        var hook = await db.Webhooks.AsNoTracking().SingleAsync(h => h.MemberId == member.Caller.MemberId);
        Assert.Equal((0, (long?)null, (string?)null), (hook.Failures, hook.QuarantinedAt, hook.QuarantineReason));
    }

    [Fact]
    public async Task Another_members_hook_is_neither_listed_nor_found_and_no_form_works_without_its_token()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        await browser.Submit(
            Path,
            Path,
            ("platform", "Slack"),
            ("name", "Mine alone"),
            ("url", im.Sink.Url + "/mine-alone")
        );
        var hookId = HookId(await browser.Get(Path));
        var (other, _) = await im.Server.NewSignedIn();
        var list = await other.Get(Path);
        var token = list.Token();

        Assert.DoesNotContain("Mine alone", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"{Path}/{hookId}/delete")).Status);
        foreach (var action in (string[])["test", "release", "delete"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"{Path}/{hookId}/{action}", token)).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post($"{Path}/{hookId}/{action}")).Status);
        }

        Assert.Empty(im.Sink.At("/mine-alone"));
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        Assert.True(await db.Webhooks.AnyAsync(h => h.MemberId == member.Caller.MemberId));
    }

    [Fact]
    public async Task Deleting_a_hook_ends_what_went_to_it_alone()
    {
        var (browser, member) = await im.Server.NewSignedIn();
        await browser.Submit(Path, Path, ("platform", "Slack"), ("name", "One"), ("url", im.Sink.Url + "/one"));
        var hookId = HookId(await browser.Get(Path));
        var (pageId, _) = await member.NewPage("API");
        await using (var db = await im.Server.Store.Databases.CreateDbContextAsync())
        {
            var id = Pharos.Kernel.Ids.NewInteger();
            db.Subscribers.Add(
                new SubscriberRow
                {
                    SubscriberId = id,
                    PageId = pageId,
                    Method = SubscriptionMethod.Im,
                    Recipient = member.Caller.MemberId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    MemberId = member.Caller.MemberId,
                    Domain = "",
                    All = true,
                    Locale = "en-US",
                    Token = Guid.NewGuid().ToString("N"),
                    CreatedAt = 1,
                    UpdatedAt = 1,
                }
            );
            db.SubscriberHooks.Add(new SubscriberHookRow { SubscriberId = id, HookId = hookId });
            await db.SaveChangesAsync();
        }

        (await browser.Submit($"{Path}/{hookId}/delete", $"{Path}/{hookId}/delete")).Sees(Path + "?done=deleted");

        await using var after = await im.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(await after.Webhooks.AnyAsync(h => h.HookId == hookId));
        Assert.False(await after.Subscribers.AnyAsync(s => s.MemberId == member.Caller.MemberId));
    }

    private static string HookId(ConsoleAnswer list) =>
        Regex.Match(list.Html, "/console/account/im-hooks/([0-9A-Z]{26})/test").Groups[1].Value;
}
