using System.Text;
using Pharos.Tests.Notifications;

namespace Pharos.Tests.StatusPages.Notices;

public sealed class AnnouncementTests(MailServer mail) : IClassFixture<MailServer>
{
    [Fact]
    public async Task An_incident_notifies_only_subscribers_whose_scope_contains_it()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount(), "API", "Web");
        var other = await ChangePage.Create(await mail.Server.NewAccount());
        var section = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new { page_id = page.PageId, sections = new[] { new { name = "Core" } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        var everything = await mail.Server.Subscribe(page.PageId);
        var component = await mail.Server.Subscribe(page.PageId, components: [page.Components[0]]);
        var ofSection = await mail.Server.Subscribe(page.PageId, sections: [section]);
        var otherComponent = await mail.Server.Subscribe(page.PageId, components: [page.Components[1]]);
        var otherPage = await mail.Server.Subscribe(other.PageId);
        // The section takes in the component after it was followed.
        await page.Api.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = page.PageId,
                components = new[]
                {
                    new
                    {
                        component_id = page.Components[0],
                        name = "API",
                        section_id = section,
                    },
                },
            }
        );

        await page.PublishTold();
        foreach (var told in (string[])[everything, component, ofSection])
            Assert.Single(await mail.MailsTo(told, 1));
        // Recipients of the next one do not wait for others of this one.
        await mail.Server.Subscribe(page.PageId, "last@example.org");
        await page.PublishTold(new { title = "Later" });
        await mail.MailsTo("last@example.org", 1);

        Assert.DoesNotContain(mail.Sink.Mails, m => m.To == otherComponent || m.To == otherPage);
    }

    [Fact]
    public async Task A_follower_of_an_event_gets_only_its_updates()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount());
        var earlier = await mail.Server.Subscribe(page.PageId);
        var changeId = await page.PublishTold(new { title = "Followed" });
        // Subscribing before the fan-out is early enough.
        await mail.MailsTo(earlier, 1);
        var follower = await mail.Server.Subscribe(page.PageId, changes: [changeId]);
        var witness = await mail.Server.Subscribe(page.PageId);

        await page.PublishTold(new { title = "Another" });
        await page.Update(changeId, "identified");
        await mail.MailsTo(witness, 2);

        Assert.Equal("[Acme] Followed", Assert.Single(await mail.MailsTo(follower, 1)).Header("Subject"));
    }

    [Fact]
    public async Task The_mails_of_an_event_come_in_order_and_form_one_thread()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount());
        var address = await mail.Server.Subscribe(page.PageId);

        var changeId = await page.PublishTold();
        await mail.MailsTo(address, 1);
        await page.Update(changeId, "identified");
        await mail.MailsTo(address, 2);
        await page.Update(changeId, "resolved", null, (0, "operational"));
        var mails = await mail.MailsTo(address, 3);

        Assert.All(mails, m => Assert.Equal("[Acme] Slow answers", m.Header("Subject")));
        Assert.Equal(
            ["Investigating", "Identified", "Resolved"],
            mails.Select(m => m.Body("text/plain").Split(" · ")[0])
        );
        Assert.Equal("", mails[0].Header("References"));
        Assert.All(mails.Skip(1), m =>
            Assert.StartsWith(mails[0].Header("Message-ID"), m.Header("References"), StringComparison.Ordinal)
        );
        Assert.Equal(mails[1].Header("Message-ID"), mails[2].Header("In-Reply-To"));
        Assert.Equal(3, mails.Select(m => m.Header("Message-ID")).Distinct().Count());
    }

    [Fact]
    public async Task A_mail_says_what_where_and_how_to_leave_in_both_forms_and_in_the_receivers_language()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount());
        var english = await mail.Server.Subscribe(page.PageId);
        var chinese = await mail.Server.Subscribe(page.PageId, locale: "zh-CN");

        var changeId = await page.PublishTold(new { title = "API <b>errors</b> & 网络", description = "x" });
        var inEnglish = Assert.Single(await mail.MailsTo(english, 1));
        var inChinese = Assert.Single(await mail.MailsTo(chinese, 1));

        foreach (var form in (string[])["text/plain", "text/html"])
        {
            Assert.Contains("We are looking.", inEnglish.Body(form), StringComparison.Ordinal);
            Assert.Contains($"/events/{changeId}", inEnglish.Body(form), StringComparison.Ordinal);
            Assert.Contains("/unsubscribe/", inEnglish.Body(form), StringComparison.Ordinal);
            Assert.Contains("/subscription/", inEnglish.Body(form), StringComparison.Ordinal);
            Assert.Contains("调查", inChinese.Body(form), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<b>", inEnglish.Body("text/html"), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", inEnglish.Body("text/html"), StringComparison.Ordinal);
        Assert.StartsWith(
            "<https://status.example.com/",
            inEnglish.Header("List-Unsubscribe"),
            StringComparison.Ordinal
        );
        Assert.Equal("List-Unsubscribe=One-Click", inEnglish.Header("List-Unsubscribe-Post"));
        Assert.Equal("auto-generated", inEnglish.Header("Auto-Submitted"));
        Assert.Equal($"Acme <{page.PageId}.status.example.com>", inEnglish.Header("List-Id"));
        Assert.Equal("Acme <status@example.com>", inEnglish.Header("From"));
        Assert.Equal("zh-Hans", inChinese.Header("Content-Language"));
    }

    [Fact]
    public async Task A_mail_about_many_components_names_some_and_stays_below_what_gmail_shows()
    {
        string[] names = [.. Enumerable.Range(1, 350).Select(i => $"Region {i:D3} database cluster")];
        var page = await ChangePage.Create(await mail.Server.NewAccount(), names);
        var address = await mail.Server.Subscribe(page.PageId);

        await page.PublishTold(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = string.Concat(Enumerable.Repeat("我们正在调查。 ", 5000)),
                        component_changes = page.Says([
                            .. names.Select((_, i) => (i, i == 300 ? "full_outage" : "degraded")),
                        ]),
                    },
                },
            }
        );
        var sent = Assert.Single(await mail.MailsTo(address, 1));

        var html = sent.Body("text/html");
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 90_000);
        foreach (var form in (string[])["text/plain", "text/html"])
        {
            Assert.Contains("and 330 more", sent.Body(form), StringComparison.Ordinal);
            // The worst ones are named.
            Assert.Contains("Region 301 database cluster", sent.Body(form), StringComparison.Ordinal);
            Assert.Contains("See the status page for earlier updates", sent.Body(form), StringComparison.Ordinal);
            Assert.Contains("/unsubscribe/", sent.Body(form), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Right_to_left_texts_in_a_mail_are_isolated()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount(), "שירות API (1)");
        var address = await mail.Server.Subscribe(page.PageId);

        await page.PublishTold(new { title = "שגיאה ב-API!" });
        var sent = Assert.Single(await mail.MailsTo(address, 1));

        Assert.Contains("dir=\"auto\">שגיאה ב-API!</h1>", sent.Body("text/html"), StringComparison.Ordinal);
        Assert.Contains("- \u2068שירות API (1)\u2069: ", sent.Body("text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_notify_subscribers_or_long_past_no_notification_is_sent()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount());
        var address = await mail.Server.Subscribe(page.PageId);
        var now = mail.Server.Store.Clock.GetUtcNow().ToUnixTimeSeconds();

        var quiet = (await page.Publish(new { title = "Quiet" })).ChangeId();
        await page.Update(quiet, "identified");
        Assert.NotEqual(
            0,
            await page.PublishTold(
                new
                {
                    title = "Past",
                    is_retrospective = true,
                    start_at_seconds = now - 900,
                    status = "resolved",
                    updates = new object[]
                    {
                        new
                        {
                            status = "investigating",
                            description = "a",
                            at_seconds = now - 800,
                            component_changes = page.Says((0, "degraded")),
                        },
                        new
                        {
                            status = "resolved",
                            description = "b",
                            at_seconds = now - 700,
                            component_changes = page.Says((0, "operational")),
                        },
                    },
                }
            )
        );
        await page.PublishTold(new { title = "Told" });
        await mail.MailsTo(address, 1);

        Assert.Equal("[Acme] Told", Assert.Single(mail.Sink.Mails, m => m.To == address).Header("Subject"));
    }

    [Fact]
    public async Task A_single_update_may_notify_or_not_independently_of_the_event()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount());
        var address = await mail.Server.Subscribe(page.PageId);

        var changeId = (await page.Publish()).ChangeId();
        await page.Api.Post(
            "/status-page/change/timeline/create",
            new
            {
                page_id = page.PageId,
                change_id = changeId,
                status = "identified",
                description = "Told after all.",
                notify_subscribers = true,
            }
        );
        var told = await mail.MailsTo(address, 1);

        Assert.Contains("Told after all.", Assert.Single(told).Body("text/plain"), StringComparison.Ordinal);
        Assert.DoesNotContain("We are looking.", told[0].Body("text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_components_count_for_the_audience_and_are_not_named()
    {
        var page = await ChangePage.Create(await mail.Server.NewAccount(), "Secret", "Web");
        await page.Api.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = page.PageId,
                components = new[]
                {
                    new
                    {
                        component_id = page.Components[0],
                        name = "Secret",
                        hide_all = true,
                    },
                },
            }
        );
        var address = await mail.Server.Subscribe(page.PageId);

        await page.PublishTold(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "Looking.",
                        component_changes = page.Says((0, "degraded"), (1, "degraded")),
                    },
                },
            }
        );
        var told = Assert.Single(await mail.MailsTo(address, 1));

        Assert.Contains("Web", told.Body("text/plain"), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", told.Data, StringComparison.Ordinal);
    }
}
