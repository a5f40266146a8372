using System.Net;
using System.Text;
using Pharos.StatusPages.Pages.Console.Settings.Branding;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

public sealed class BrandingTests(SharedServer shared)
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public async Task Pictures_texts_and_links_are_saved_and_the_picture_is_what_its_bytes_are()
    {
        var (browser, member, pageId, path) = await Page();

        var saved = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [
                ("logo", "logo.jpg", Png),
                (
                    "favicon",
                    "icon.svg",
                    Encoding.UTF8.GetBytes(
                        "<?xml version=\"1.0\"?><!-- x --><svg xmlns=\"http://www.w3.org/2000/svg\"/>"
                    )
                ),
            ],
            ("logo_url", "https://example.com/"),
            ("page_header", "Hello **you**"),
            ("page_footer", ""),
            ("link_name", "Docs"),
            ("link_url", "https://example.com/docs"),
            ("link_name", ""),
            ("link_url", "")
        );

        saved.Sees(path + "?done=saved");
        var page = (await member.Get("/status-page/info", ("page_id", pageId))).Data;
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(Png), page["logo"]!.GetValue<string>());
        Assert.StartsWith("data:image/svg+xml;base64,", page["favicon"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Docs", Assert.Single(page["custom_links"]!.AsArray())!["name"]!.GetValue<string>());
        var shown = await browser.Get(path);
        Assert.Contains("<img src=\"data:image/png;base64,", shown.Html, StringComparison.Ordinal);
        Assert.Contains("<strong>you</strong>", (await browser.Get(path + "/preview")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_picture_of_the_same_name_and_size_is_another_form()
    {
        var (browser, _, _, path) = await Page();
        var form = await browser.Get(path);
        byte[] other = [.. Png[..^1], (byte)(Png[^1] + 1)];

        (await browser.SubmitFiles(form, path, [("logo", "logo.png", Png)])).Sees(path + "?done=saved");
        (await browser.SubmitFiles(form, path, [("logo", "logo.png", Png)])).Sees(path + "?done=saved");
        var refused = await browser.SubmitFiles(form, path, [("logo", "logo.png", other)]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("You already submitted this form", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_not_a_picture_is_refused_next_to_its_field()
    {
        var (browser, member, pageId, path) = await Page();
        var form = await browser.Get(path);

        var refused = await browser.SubmitFiles(
            form,
            path,
            [
                ("logo", "logo.png", [.. Png, .. new byte[Picture.MaxBytes]]),
                ("favicon", "icon.png", "<html><svg></svg></html>"u8.ToArray()),
            ],
            ("page_header", "Kept text")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("The limit is 512 KB.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Not a PNG", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Kept text", refused.Text, StringComparison.Ordinal);
        Assert.Null((await member.Get("/status-page/info", ("page_id", pageId))).Data["logo"]);
    }

    [Fact]
    public async Task A_picture_is_not_chosen_again_when_something_else_was_wrong()
    {
        var (browser, member, pageId, path) = await Page();

        var refused = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [("dark_logo", "dark.png", Png)],
            ("logo_url", "nowhere"),
            ("link_name", "Docs"),
            ("link_url", "javascript:alert(1)")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Logo link must be a full URL", refused.Text, StringComparison.Ordinal);
        Assert.Contains("The file you chose is kept", refused.Text, StringComparison.Ordinal);
        var again = await browser.SubmitFiles(
            refused,
            path,
            [],
            ("logo_url", ""),
            ("link_name", "Docs"),
            ("link_url", "javascript:alert(1)")
        );
        Assert.Contains("Link 1: URL must be a full URL", again.Text, StringComparison.Ordinal);
        (await browser.SubmitFiles(again, path, [], ("logo_url", ""))).Sees(path + "?done=saved");

        Assert.StartsWith(
            "data:image/png",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["dark_logo"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_picture_stays_goes_or_gives_way_to_one_at_an_address()
    {
        var (browser, member, pageId, path) = await Page();
        (await browser.SubmitFiles(await browser.Get(path), path, [("logo", "logo.png", Png)])).Sees(
            path + "?done=saved"
        );

        (await browser.SubmitFiles(await browser.Get(path), path, [], ("page_header", "x"), ("logo_address", ""))).Sees(
            path + "?done=saved"
        );
        Assert.NotNull((await member.Get("/status-page/info", ("page_id", pageId))).Data["logo"]);
        (
            await browser.SubmitFiles(
                await browser.Get(path),
                path,
                [],
                ("logo_address", "https://example.com/logo.png")
            )
        ).Sees(path + "?done=saved");
        Assert.Equal(
            "https://example.com/logo.png",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["logo"]!.GetValue<string>()
        );
        // No other server may learn who works here.
        Assert.DoesNotContain("src=\"https:", (await browser.Get(path)).Html, StringComparison.Ordinal);
        (
            await browser.SubmitFiles(
                await browser.Get(path),
                path,
                [],
                ("logo_remove", "true"),
                ("logo_address", "https://example.com/logo.png")
            )
        ).Sees(path + "?done=saved");
        Assert.Null((await member.Get("/status-page/info", ("page_id", pageId))).Data["logo"]);
    }

    [Fact]
    public async Task Replacing_a_concurrently_changed_picture_shows_the_conflict_first()
    {
        var (browser, member, pageId, path) = await Page();
        var form = await browser.Get(path);
        Assert.NotNull(
            (
                await member.Post(
                    "/status-page/update",
                    new
                    {
                        page_id = pageId,
                        logo = "https://example.com/theirs.png",
                        custom_links = new[] { new { name = "Theirs", url = "https://example.com/" } },
                    }
                )
            ).Data
        );

        var told = await browser.SubmitFiles(form, path, [("logo", "logo.png", Png)]);

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("https://example.com/theirs.png", told.Text, StringComparison.Ordinal);
        Assert.Contains("Theirs", told.Text, StringComparison.Ordinal);
        (await browser.SubmitFiles(told, path, [])).Sees(path + "?done=saved");
        Assert.StartsWith(
            "data:image/png",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["logo"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("RIFF1234WEBPVP8 ", "image/webp")]
    [InlineData("\uFEFF  <svg width='1'/>", "image/svg+xml")]
    [InlineData("<!DOCTYPE svg PUBLIC 'x'><svg/>", "image/svg+xml")]
    [InlineData("<!-- <svg> --><html/>", null)]
    [InlineData("<!DOCTYPE html><svg/>", null)]
    [InlineData("<!-- <svg>", null)]
    [InlineData("", null)]
    [Trait("Runs", "Once")]
    public void The_kind_of_a_picture_is_read_from_its_bytes(string bytes, string? type) =>
        Assert.Equal(type, Picture.TypeOf(Encoding.UTF8.GetBytes(bytes)));

    private async Task<(ConsoleBrowser Browser, ApiClient Member, long PageId, string Path)> Page()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        return (browser, member, pageId, $"/console/pages/{pageId}/settings/branding");
    }
}
