using System.Net;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

[FullOnPostgres]
public sealed class ManageTests(MailServer mail) : IClassFixture<MailServer>
{
    [Fact]
    public async Task A_subscription_shows_what_it_is_of_and_becomes_what_is_chosen()
    {
        var page = await Create();
        var section = await page.NewSection("Core", 0, "API");
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(address, SubscribePage.Everything);
        Assert.Equal(["all"], (await page.Get(manage)).Html().Ticked("scope"));

        var saved = await page.Post(
            manage,
            SubscribePage.Some,
            ("section", section),
            ("component", page.Components[1]),
            ("locale", "zh-CN")
        );
        Assert.Equal((HttpStatusCode.SeeOther, manage + "?done=saved"), (saved.Status, saved.Header("Location")));
        var shown = (await page.Get(manage + "?done=saved")).Html();

        Assert.Equal("Web §Core", await page.Scope(address));
        Assert.Equal(["some"], shown.Ticked("scope"));
        Assert.Equal([section], shown.Ticked("section"));
        Assert.Equal([page.Components[1]], shown.Ticked("component"));
        Assert.Equal(["zh-CN"], shown.Ticked("locale"));
        Assert.Contains(address, shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("saved", shown.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        await page.Post(manage, SubscribePage.Everything);
        Assert.Equal("all", await page.Scope(address));
        Assert.Equal("zh-CN", (await page.Row(address)).Locale);
    }

    [Fact]
    public async Task Choosing_nothing_is_refused_next_to_the_choice_and_loses_nothing()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(address, SubscribePage.Some, ("component", page.Components[0]));

        foreach (
            var fields in (
                ((string, string)[][])
                    [
                        [SubscribePage.Some],
                        [],
                        [("scope", "none"), ("component", page.Components[0])],
                        [SubscribePage.Some, ("component", "x"), ("event", "1")],
                    ]
            )
        )
        {
            var answer = await page.Post(manage, fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.NotNull(answer.Document().QuerySelector("fieldset.wrong #scope-wrong"));
        }

        Assert.Equal("API", await page.Scope(address));
    }

    [Fact]
    public async Task Followed_events_are_shown_and_can_be_dropped()
    {
        var page = await Create();
        var (first, second) = (
            (await page.Page.Events.Publish(new { title = "First" })).ChangeId(),
            (await page.Page.Events.Publish(new { title = "Second" })).ChangeId()
        );
        var address = await mail.Server.Subscribe(
            page.Page.Events.PageId,
            changes: [first, second],
            components: [page.Components[0]]
        );
        var manage = $"{page.Page.Path}/subscription/{(await page.Row(address)).Token}";

        Assert.Equal(
            ((string[])[$"{first}", $"{second}"]).Order(),
            (await page.Get(manage)).Html().Ticked("event").Order()
        );
        await page.Post(manage, SubscribePage.Some, ("event", $"{second}"));
        Assert.Equal($"#{second}", await page.Scope(address));

        _ = (
            await page.Page.Api.Post(
                "/status-page/change/delete",
                new { page_id = page.Page.Events.PageId, change_id = second }
            )
        ).Data;
        Assert.Equal(HttpStatusCode.NotFound, (await page.Get(manage)).Status);
    }

    [Fact]
    public async Task What_is_followed_but_hidden_is_neither_shown_nor_lost()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(address, SubscribePage.Some, ("component", page.Components[0]));
        await page.Change(
            0,
            new
            {
                component_id = page.Components[0],
                name = "API",
                hide_all = true,
            }
        );

        (await page.Get(manage)).DoesNotSay(page.Components[0]);
        await page.Post(manage, SubscribePage.Some, ("component", page.Components[1]));

        Assert.Equal("API Web", await page.Scope(address));
    }

    [Fact]
    public async Task A_deleted_section_leaves_its_components_followed_and_a_deleted_component_goes()
    {
        var page = await Create();
        var section = await page.NewSection("Core", 0, "API");
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(
            address,
            SubscribePage.Some,
            ("section", section),
            ("component", page.Components[1])
        );

        _ = (
            await page.Page.Api.Post(
                "/status-page/section/delete",
                new { page_id = page.Page.Events.PageId, section_ids = new[] { section } }
            )
        ).Data;
        Assert.Equal(page.Components.Order(), (await page.Get(manage)).Html().Ticked("component").Order());
        _ = (
            await page.Page.Api.Post(
                "/status-page/component/delete",
                new { page_id = page.Page.Events.PageId, component_ids = new[] { page.Components[1] } }
            )
        ).Data;
        Assert.Equal([page.Components[0]], (await page.Get(manage)).Html().Ticked("component"));
    }

    [Fact]
    public async Task The_links_in_mails_go_on_working_when_the_page_is_renamed()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        var manage = await page.Subscribe(address, SubscribePage.Everything);
        var slug = page.Page.Slug + "-renamed";
        await page.Page.Set(new { url_name = slug });

        var shown = (await page.Get(manage)).Html();
        Assert.Equal(
            manage.Replace(page.Page.Slug, slug, StringComparison.Ordinal),
            shown.QuerySelector("main form")!.GetAttribute("action")
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await page.Send(manage.Replace("subscription", "unsubscribe", StringComparison.Ordinal), null)).Status
        );
        Assert.Null(await page.Scope(address));
    }

    [Fact]
    public async Task Unsubscribing_during_another_write_takes_effect()
    {
        var page = await Create();
        for (var i = 0; i < 5; i++)
        {
            var address = SubscribePage.NewAddress();
            var manage = await page.Subscribe(address, SubscribePage.Everything);
            var saves = Enumerable
                .Range(0, 4)
                .Select(_ => page.Post(manage, SubscribePage.Some, ("component", page.Components[0])));
            var leave = page.Send(manage.Replace("subscription", "unsubscribe", StringComparison.Ordinal), null);

            await Task.WhenAll([.. saves, leave]);

            Assert.Null(await page.Scope(address));
        }
    }

    [Fact]
    public async Task Without_the_token_there_is_no_subscription()
    {
        var page = await Create();
        var known = await page.Subscribe(SubscribePage.NewAddress(), SubscribePage.Everything);
        foreach (
            var token in (string[])
                [
                    "0000000000000000000000000000000000000000",
                    known.Split('/')[^1][..39],
                    known.Split('/')[^1].ToUpperInvariant() + "A",
                ]
        )
        {
            Assert.Equal(HttpStatusCode.NotFound, (await page.Page.Visit("/subscription/" + token)).Status);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await page.Post($"{page.Page.Path}/subscription/{token}", SubscribePage.Everything)).Status
            );
        }
    }

    [Fact]
    public async Task Pages_with_a_secret_are_neither_cached_nor_leaked_nor_framed()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        await page.Ask(address, SubscribePage.Everything);
        var confirm = await page.Link(address);
        SiteAnswer[] before = [await page.Page.Visit("/subscribe"), await page.Get(confirm)];
        var confirmed = await page.Post(confirm);
        var manage = confirmed.Header("Location")!;

        foreach (
            var answer in (SiteAnswer[])
                [
                    .. before,
                    confirmed,
                    await page.Get(manage),
                    await page.Get(
                        manage.Split('?')[0].Replace("subscription", "unsubscribe", StringComparison.Ordinal)
                    ),
                ]
        )
        {
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
            Assert.Equal("noindex", answer.Header("X-Robots-Tag"));
            Assert.Contains("form-action 'self'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains(
                "frame-ancestors 'none'",
                answer.Header("Content-Security-Policy"),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("unsafe-inline", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Null(answer.Header("Set-Cookie"));
        }
    }

    private Task<SubscribePage> Create() => SubscribePage.Create(mail.Server, mail.Sink);
}
