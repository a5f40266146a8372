using System.Net;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Web;

public sealed class SentFormTests(FrozenServer frozen)
{
    private const string Publish = "/console/publish";

    [Fact]
    public async Task A_form_sent_twice_is_done_once_and_leads_to_the_same_place()
    {
        var (browser, page) = await Page();
        var form = await browser.Get(Publish);

        var first = await browser.Submit(form, Publish, Fields(page, "Errors"));
        var second = await browser.Submit(form, Publish, Fields(page, "Errors"));

        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1, await page.CountActive());
    }

    [Fact]
    public async Task Sent_by_many_at_once_it_is_done_once()
    {
        var (browser, page) = await Page();
        var form = await browser.Get(Publish);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => browser.Submit(form, Publish, Fields(page, "Errors")))
        );

        Assert.Single(answers.Select(a => a.Location).Distinct());
        Assert.Equal(1, await page.CountActive());
    }

    [Fact]
    public async Task Sent_again_with_other_contents_it_is_refused_and_does_nothing()
    {
        var (browser, page) = await Page();
        var form = await browser.Get(Publish);
        await browser.Submit(form, Publish, Fields(page, "Errors"));

        var refused = await browser.Submit(form, Publish, Fields(page, "Other errors"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("You already submitted this form", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, await page.CountActive());
    }

    [Fact]
    public async Task A_form_that_was_refused_or_only_looked_at_may_be_sent_again()
    {
        var (browser, page) = await Page();
        var form = await browser.Get(Publish);

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.Submit(form, Publish, Fields(page, ""))).Status
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await browser.Submit(form, Publish, [.. Fields(page, "Errors")[..^1], ("do", "look")])).Status
        );
        Assert.NotNull((await browser.Submit(form, Publish, Fields(page, "Errors"))).Location);

        Assert.Equal(1, await page.CountActive());
    }

    private static (string, string)[] Fields(ChangePage page, string title) =>
        [
            ("title", title),
            ("status", "investigating"),
            ($"c_{page.Components[0]}", "degraded"),
            ("message", "Looking."),
            ("next", "0"),
            ("do", "publish"),
        ];

    private async Task<(ConsoleBrowser Browser, ChangePage Page)> Page()
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        return (browser, await ChangePage.Create(member));
    }
}
