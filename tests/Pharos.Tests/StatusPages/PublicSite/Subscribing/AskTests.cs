using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Notifications;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

public sealed class AskTests(MailServer mail) : IClassFixture<MailServer>
{
    private static readonly string[] Changing = ["Date", "Flashcat-Request-Id"];

    [Fact]
    public async Task Nothing_but_the_link_is_sent_until_it_is_used()
    {
        var page = await Create();
        var (asking, witness) = (SubscribePage.NewAddress(), await mail.Server.Subscribe(page.Page.Events.PageId));

        await page.Ask(asking, SubscribePage.Everything);
        var link = await page.Link(asking);
        await page.Page.Events.PublishTold();
        await mail.MailsTo(witness, 1);

        Assert.StartsWith(page.Page.Path + "/subscribe/confirm/", link, StringComparison.Ordinal);
        Assert.Single(await page.Mails(asking, 1));
        Assert.Null(await page.Scope(asking));
        await KeepsNoSecret(link.Split('/')[^1]);
    }

    [Fact]
    public async Task Asking_again_before_confirming_changes_what_is_asked_for_and_sends_no_second_mail()
    {
        var page = await Create();
        var asking = SubscribePage.NewAddress();

        await page.Ask(asking, SubscribePage.Everything);
        var link = await page.Link(asking);
        await page.Ask(asking.ToUpperInvariant(), SubscribePage.Some, ("component", page.Components[1]));
        await page.Settle();

        Assert.Single(await page.Mails(asking, 1));
        await page.Post(link);
        Assert.Equal("Web", await page.Scope(asking));
    }

    [Fact]
    public async Task Many_at_once_asking_for_one_address_send_it_one_mail()
    {
        var page = await Create();
        var asking = SubscribePage.NewAddress();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => page.Ask(asking, SubscribePage.Everything))
        );
        await page.Settle();

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(await page.Mails(asking, 1));
        Assert.Equal(1, await page.CountPending());
    }

    [Fact]
    public async Task The_answer_is_the_same_byte_for_byte_whatever_is_known_of_the_address()
    {
        var page = await Create();
        var (unknown, pending, subscribed, quarantined, satisfied) = (
            SubscribePage.NewAddress(),
            SubscribePage.NewAddress(),
            SubscribePage.NewAddress(),
            SubscribePage.NewAddress(),
            SubscribePage.NewAddress()
        );
        await page.Ask(pending, SubscribePage.Everything);
        await page.Subscribe(subscribed, SubscribePage.Everything);
        await page.Subscribe(quarantined, SubscribePage.Everything);
        await Quarantine(quarantined);
        await page.Subscribe(satisfied, SubscribePage.Everything);
        for (var i = 0; i < 5; i++)
            await page.Ask(satisfied, SubscribePage.Everything);

        var answers = new List<string>();
        foreach (var address in (string[])[unknown, pending, subscribed, quarantined, satisfied])
        {
            var answer = await page.Ask(address, SubscribePage.Everything);
            var headers = answer
                .Headers.Concat(answer.ContentHeaders)
                .Where(h => !Changing.Contains(h.Key))
                .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
            answers.Add($"{answer.Status}\n{string.Join('\n', headers)}\n{answer.Text}");
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("sent it a confirmation link", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_subscribed_gets_a_link_to_manage_a_few_times_an_hour()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(address, SubscribePage.Everything);

        for (var i = 0; i < 6; i++)
            await page.Ask(
                address,
                i % 2 == 0 ? SubscribePage.Everything : SubscribePage.Some,
                ("component", page.Components[0])
            );
        await page.Settle();

        Assert.Equal(manage, await page.Link(address, 2));
        Assert.Equal(3, (await page.Mails(address, 1)).Count);
        Assert.Equal("all", await page.Scope(address));
    }

    [Fact]
    public async Task A_mailbox_gets_no_more_mails_by_being_written_to_under_many_names()
    {
        var page = await Create();
        var name = Guid.NewGuid().ToString("N");
        var names = Enumerable
            .Range(0, 6)
            .Select(i => i % 2 == 0 ? $"{name}+{i}@gmail.com" : $"{name[..i]}.{name[i..]}@gmail.com")
            .ToList();

        foreach (var one in names)
            await page.Ask(one, SubscribePage.Everything);
        await page.Settle();

        var mails = 0;
        foreach (var one in names)
            mails += (await page.Mails(one, 0)).Count;
        Assert.Equal(3, mails);
    }

    [Fact]
    public async Task Confirming_adds_to_the_scope_of_a_subscriber_and_everything_replaces_it()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        await page.Subscribe(address, SubscribePage.Some, ("component", page.Components[0]));

        await page.Ask(address, SubscribePage.Some, ("component", page.Components[1]));
        Assert.Equal("API", await page.Scope(address));
        await page.Post(await page.Link(address, 2));
        Assert.Equal("API Web", await page.Scope(address));

        await page.Subscribe(address, SubscribePage.Everything);
        Assert.Equal("all", await page.Scope(address));
    }

    [Fact]
    public async Task A_quarantined_address_shows_by_confirming_that_it_takes_mails_again()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(address, SubscribePage.Everything);
        await Quarantine(address);
        (await page.Get(manage)).Says("bounced");

        await page.Subscribe(address, SubscribePage.Everything);

        Assert.Equal((0, null), ((await page.Row(address)).Failures, (await page.Row(address)).QuarantinedAt));
        (await page.Get(manage)).DoesNotSay("bounced");
    }

    [Fact]
    public async Task The_page_and_each_open_event_lead_to_the_form()
    {
        var page = await Create();
        var id = (await page.Page.Events.Publish(new { title = "Slow <b>answers</b>" })).ChangeId();

        var form = (await page.Page.Visit()).Html().QuerySelector("form.ask")!;
        Assert.Equal(
            ("post", page.Page.Path + "/subscribe"),
            (form.GetAttribute("method"), form.GetAttribute("action"))
        );
        Assert.Equal("all", form.QuerySelector("input[name=scope]")!.GetAttribute("value"));
        var follow = (await page.Page.Visit($"/events/{id}?lang=zh"))
            .Html()
            .QuerySelector("main .ask a")!
            .GetAttribute("href")!;
        var opened = (await page.Get(follow)).Html();

        Assert.Equal("zh-Hans", opened.DocumentElement.GetAttribute("lang"));
        Assert.Equal(["event"], opened.Ticked("scope"));
        Assert.Contains("Slow <b>answers</b>", opened.QuerySelector("fieldset")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(
            $"lang=en&event={id}",
            opened.QuerySelector("footer a[hreflang]")!.GetAttribute("href"),
            StringComparison.Ordinal
        );
        var address = SubscribePage.NewAddress();
        await page.Subscribe(address, ("scope", "event"), ("this_event", $"{id}"));
        Assert.Equal($"#{id}", await page.Scope(address));
    }

    [Fact]
    public async Task The_mail_and_the_subscription_are_in_the_language_of_the_form()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();

        (await page.Post(page.Page.Path + "/subscribe?lang=zh", ("email", address), SubscribePage.Everything)).Says(
            "请查收邮件"
        );

        Assert.Equal("zh-Hans", (await page.Mails(address, 1))[0].Header("Content-Language"));
        await page.Post(await page.Link(address));
        Assert.Equal("zh-CN", (await page.Row(address)).Locale);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-address")]
    [InlineData("alice@localhost")]
    [InlineData("alice@127.0.0.1")]
    [InlineData("alice b@example.com")]
    [InlineData("alice@example.com\r\nBcc: bob@example.com")]
    [InlineData("\"><script>alert(1)</script>@example.com")]
    [InlineData("alice@example.com,bob@example.com")]
    [InlineData("alice\0@example.com")]
    public async Task An_invalid_address_is_reported_next_to_the_field_and_keeps_the_input(string typed)
    {
        var page = await Create();

        var answer = await page.Ask(typed, SubscribePage.Some, ("component", page.Components[1]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var form = answer.Document();
        var field = form.QuerySelector("#email")!;
        Assert.Contains(
            "email address",
            form.GetElementById(field.GetAttribute("aria-describedby")!)!.TextContent,
            StringComparison.OrdinalIgnoreCase
        );
        if (typed.All(c => !char.IsControl(c)))
            Assert.Equal(typed, field.GetAttribute("value"));
        Assert.Equal([page.Components[1]], form.Ticked("component"));
        Assert.Empty(form.QuerySelectorAll("form script"));
        Assert.Equal(0, await page.CountPending());
    }

    [Fact]
    public async Task What_is_not_offered_cannot_be_chosen()
    {
        var (page, other) = (await Create(), await Create());
        await page.Change(
            0,
            new
            {
                component_id = page.Components[0],
                name = "API",
                hide_all = true,
            }
        );
        var elsewhere = (await other.Page.Events.Publish()).ChangeId();
        (await page.Get(page.Page.Path + "/subscribe")).DoesNotSay(page.Components[0]);

        foreach (
            var scope in (
                ((string, string)[])[("", ""), ("scope", ""), ("scope", "none"), ("scope", "some"), ("scope", "event")]
            )
        )
        {
            var answer = await page.Ask(
                SubscribePage.NewAddress(),
                scope,
                ("component", page.Components[0]),
                ("component", other.Components[0]),
                ("component", "' OR 1=1 --"),
                ("section", "x"),
                ("event", $"{elsewhere}"),
                ("this_event", $"{elsewhere}"),
                ("event", "-1"),
                ("event", "99999999999999999999")
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.NotNull(answer.Document().QuerySelector("#scope-wrong"));
        }

        Assert.Equal(0, await page.CountPending());
    }

    [Fact]
    public async Task What_no_browser_sends_is_refused_and_never_a_fault()
    {
        var page = await Create();
        var path = page.Page.Path + "/subscribe";
        const string Form = "application/x-www-form-urlencoded";

        (HttpContent? Content, HttpStatusCode Status)[] sent =
        [
            (null, HttpStatusCode.UnprocessableEntity),
            (
                Forms.Raw("""{"email":"alice@example.com","scope":"all"}""", "application/json"),
                HttpStatusCode.UnprocessableEntity
            ),
            (
                new MultipartFormDataContent
                {
                    { new StringContent("alice@example.com"), "email" },
                    { new StringContent("all"), "scope" },
                },
                HttpStatusCode.UnprocessableEntity
            ),
            (Forms.Raw("email=" + new string('a', 300_000), Form), HttpStatusCode.RequestEntityTooLarge),
            (Forms.Raw(string.Concat(Enumerable.Repeat("a=&", 20_000)), Form), HttpStatusCode.BadRequest),
            (Forms.Raw("email=" + new string('a', 9_000), Form), HttpStatusCode.BadRequest),
            (Forms.Raw("email=%ff%fe%00&scope=%ED%A0%80", Form), HttpStatusCode.UnprocessableEntity),
            (Forms.Raw("&&&==&email&scope=all&%", Form), HttpStatusCode.UnprocessableEntity),
        ];
        foreach (var (content, status) in sent)
            Assert.Equal(status, (await page.Send(path, content)).Status);
        foreach (
            var query in (string[])
                ["?event=x", "?event=1&event=2", "?event=-1", "?event=99999999999999999999999", "?event=7"]
        )
            Assert.Equal(["all"], (await page.Get(path + query)).Html().Ticked("scope"));
        Assert.Equal(0, await page.CountPending());
    }

    [Fact]
    public async Task A_page_that_takes_no_subscribers_has_no_form_and_its_subscribers_may_still_change_and_leave()
    {
        var page = await Create();
        var (address, waiting) = (SubscribePage.NewAddress(), SubscribePage.NewAddress());
        var manage = await page.Subscribe(address, SubscribePage.Everything);
        await page.Ask(waiting, SubscribePage.Everything);
        await page.Page.Set(new { subscription = new { email = false } });

        Assert.Null((await page.Page.Visit()).Html().QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.NotFound, (await page.Page.Visit("/subscribe")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await page.Ask(SubscribePage.NewAddress(), SubscribePage.Everything)).Status
        );
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await page.Post(manage, SubscribePage.Some, ("component", page.Components[0]))).Status
        );
        Assert.Equal("API", await page.Scope(address));
        Assert.Equal(
            HttpStatusCode.OK,
            (await page.Post(manage.Replace("/subscription/", "/unsubscribe/", StringComparison.Ordinal))).Status
        );
        Assert.Null(await page.Scope(address));
    }

    [Fact]
    public async Task Internal_and_missing_pages_take_no_subscribers()
    {
        var api = await mail.Server.NewAccount();
        var name = "inside-" + Guid.NewGuid().ToString("N");
        _ = (
            await api.Post(
                "/status-page/create",
                new
                {
                    name = "Inside",
                    type = "internal",
                    url_name = name,
                    date_view = "list",
                    display_uptime_mode = "none",
                }
            )
        ).Data;

        foreach (var slug in (string[])[name, "nothing-here"])
        {
            using var form = new FormUrlEncodedContent([new("email", SubscribePage.NewAddress()), new("scope", "all")]);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await mail.Server.Http.PostAsync($"/s/{slug}/subscribe", form)).StatusCode
            );
            Assert.Equal(HttpStatusCode.NotFound, (await mail.Server.Http.GetAsync($"/s/{slug}/subscribe")).StatusCode);
        }
    }

    [Fact]
    public async Task Asking_does_not_render_the_page_again()
    {
        var page = await Create();
        var before = await page.Page.Visit();

        await page.Subscribe(SubscribePage.NewAddress(), SubscribePage.Everything);
        await page.Page.Visit();

        Assert.Equal(before.ETag, (await page.Page.Visit()).ETag);
        Assert.Null(before.Header("Set-Cookie"));
    }

    private Task<SubscribePage> Create() => SubscribePage.Create(mail.Server, mail.Sink);

    private async Task Quarantine(string address)
    {
        await using var db = await mail.Server.Store.Databases.CreateDbContextAsync();
        await db
            .Subscribers.Where(s => s.Recipient == address)
            .ExecuteUpdateAsync(s =>
                s.SetProperty(r => r.Failures, 3)
                    .SetProperty(r => r.QuarantinedAt, 1)
                    .SetProperty(r => r.QuarantineReason, "550 no such user")
            );
    }

    /// <summary>The token of a link that was sent is nowhere as it is.</summary>
    private async Task KeepsNoSecret(string token)
    {
        Assert.Equal(40, token.Length);
        await Pharos.Tests.Support.Eventually.True(
            async () =>
            {
                await using var db = await mail.Server.Store.Databases.CreateDbContextAsync();
                return !await db.OutgoingMessages.AnyAsync(l => l.Token == token);
            },
            TimeSpan.FromSeconds(30)
        );
    }
}
