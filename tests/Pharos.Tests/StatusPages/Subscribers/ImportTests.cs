using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

public sealed class ImportTests(SharedServer shared)
{
    [Fact]
    public async Task What_was_exported_is_imported_again_after_a_preview()
    {
        var (browser, page, path) = await Page("API", "Web; the site", "=1+1");
        await page.ImportMail(
            ("alice@example.com", []),
            ("bob@example.com", [page.Components[0], page.Components[1]]),
            ("carol@example.com", [page.Components[2]]),
            ("+d@example.com", [page.Components[0]])
        );
        var file = (await page.Export()).Text;
        var before = await page.Told();
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Subscribers.Where(s => s.PageId == page.PageId && s.Recipient != "alice@example.com")
                .ExecuteDeleteAsync();

        var preview = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [("file", "subscribers.csv", Encoding.UTF8.GetBytes("\uFEFF" + file))]
        );
        Assert.Contains("Subscribers to import: 4.", preview.Text, StringComparison.Ordinal);
        Assert.Contains("Already subscribed: 1.", preview.Text, StringComparison.Ordinal);
        Assert.Single(await page.Told());
        (await browser.Submit(preview, Confirm(preview))).Sees(
            path.Replace("/import", "?done=imported", StringComparison.Ordinal)
        );

        Assert.Equal(before, await page.Told());
        Assert.Equal(file, (await page.Export()).Text);
        // Sent twice, it is done once; and nothing of it is kept.
        (await browser.Submit(preview, Confirm(preview))).Sees(
            path.Replace("/import", "?done=imported", StringComparison.Ordinal)
        );
        await using var kept = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(await kept.SubscriberImports.AnyAsync(i => i.PageId == page.PageId));
    }

    [Fact]
    public async Task A_bare_list_subscribes_to_everything()
    {
        var (browser, page, path) = await Page("API");

        var preview = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [],
            ("list", "Bob@Example.com\r\n\r\nalice@example.com\nbob@example.com\n")
        );
        Assert.Contains("Subscribers to import: 2.", preview.Text, StringComparison.Ordinal);
        Assert.Contains("Duplicate lines merged: 1.", preview.Text, StringComparison.Ordinal);
        await browser.Submit(preview, Confirm(preview));

        Assert.Equal(["alice@example.com: *", "bob@example.com: *"], await page.Told());
    }

    /// <summary>The export as spreadsheets of other countries save it, and lists that end with a separator.</summary>
    public static TheoryData<string, string, string> SavedBySpreadsheets =>
        new()
        {
            {
                "utf-8",
                "Method;Recipient;Components;Subscribe All;Locale\r\nemail;alice@example.com;;true;en-US\r\n"
                    + "email;bob@example.com;\"API; Web\";false;de-DE\r\n",
                "alice@example.com: *|bob@example.com: API, Web"
            },
            {
                "utf-8",
                "sep=;\r\nMethod;Recipient;Components;Subscribe All;Locale\r\nemail;bob@example.com;API;false;\r\n",
                "bob@example.com: API"
            },
            {
                "utf-16",
                "Method\tRecipient\tComponents\tSubscribe All\tLocale\r\nemail\talice@example.com\t\tTRUE\ten-US\r\n"
                    + "email\tbob@example.com\tAPI; Web\tFALSE\tde-DE\r\n",
                "alice@example.com: *|bob@example.com: API, Web"
            },
            { "utf-8", "alice@example.com;\r\nbob@example.com;\r\n", "alice@example.com: *|bob@example.com: *" },
            { "utf-8", "alice@example.com\nbob@example.com;\n", "alice@example.com: *|bob@example.com: *" },
            { "utf-16", "alice@example.com\t\r\n", "alice@example.com: *" },
        };

    [Theory]
    [MemberData(nameof(SavedBySpreadsheets))]
    public async Task A_file_is_read_as_spreadsheets_save_it(string encoding, string text, string expected)
    {
        var (browser, page, path) = await Page("API", "Web");
        var (format, mark) =
            encoding == "utf-16" ? (Encoding.Unicode, Encoding.Unicode.GetPreamble()) : (Encoding.UTF8, []);

        var preview = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [("file", "subscribers.csv", [.. mark, .. format.GetBytes(text)])]
        );
        Assert.DoesNotContain("Invalid lines", preview.Text, StringComparison.Ordinal);
        await browser.Submit(preview, Confirm(preview));
        Assert.Equal(expected.Split('|'), await page.Told());
    }

    [Fact]
    public async Task The_console_exports_for_spreadsheets_and_the_API_as_its_contract_says()
    {
        var (browser, page, path) = await Page("Zürich 日本");
        await page.ImportMail(("bob@example.com", [page.Components[0]]));
        var list = path.Replace("/import", "", StringComparison.Ordinal);
        byte[] mark = [0xEF, 0xBB, 0xBF];

        var form = await browser.Get(list);
        using var request = new HttpRequestMessage(HttpMethod.Post, list + "/export")
        {
            Content = new FormUrlEncodedContent(
                form.Hidden(list + "/export").Select(f => KeyValuePair.Create(f.Name, f.Value))
            ),
        };
        request.Headers.Add("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await shared.Server.Http.SendAsync(request);
        var console = await answer.Content.ReadAsByteArrayAsync();
        using var fromApi = await shared.Server.Http.PostAsJsonAsync(
            $"/status-page/subscriber/export?app_key={page.Api.Key}",
            new { page_id = page.PageId }
        );
        var api = await fromApi.Content.ReadAsByteArrayAsync();

        Assert.Equal([.. mark, .. api], console);
        Assert.StartsWith("Method,", Encoding.UTF8.GetString(api), StringComparison.Ordinal);
        foreach (var file in (byte[][])[console, api])
        {
            var preview = await browser.SubmitFiles(await browser.Get(path), path, [("file", "s.csv", file)]);
            Assert.Contains("Subscribers to import: 1.", preview.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Invalid lines", preview.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_component_is_found_by_a_name_that_looks_the_same()
    {
        var (browser, page, path) = await Page("Z\u00fcrich API");

        var preview = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [],
            (
                "list",
                "Method,Recipient,Components,Subscribe All,Locale\n"
                    + "email,bob@example.com,Zu\u0308rich api,false,\nemail,eve@example.com,Zurich API,false,\n"
            )
        );

        Assert.Contains("Subscribers to import: 1.", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_wrong_line_is_reported_with_its_number_and_reason_and_the_rest_is_imported_only_on_request()
    {
        var (browser, page, path) = await Page("API", "Web");
        const string List = """
            Method,Recipient,Components,Subscribe All,Locale
            email,alice@example.com,,true,en-US
            email,no-address,,true,en-US
            im,bob@example.com,,true,en-US
            email,bob@example.com,API; EmptyResponse,false,en-US
            email,bob@example.com,,false,en-US

            email,bob@example.com,API,maybe,en-US
            email,"bob@example.com","API; Web",false,tlh_!
            email,carol@example.com,"API; Web",false,zh-cn
            """;

        var preview = await browser.SubmitFiles(await browser.Get(path), path, [], ("list", List));

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        foreach (
            var (line, reason) in ((int, string)[])
                [
                    (3, "Email is not a valid email address."),
                    (4, "Method must be email on this page."),
                    (5, "Components: this page has no such component."),
                    (6, "This line follows nothing"),
                    (8, "Subscribe All must be true or false."),
                    (9, "Language must be a language tag"),
                ]
        )
            Assert.Matches($@"Line {line}\s[^\n]*\n?\s*[^\n]*\s*{Regex.Escape(reason)}", preview.Text);
        Assert.Contains("Invalid lines: 6", preview.Text, StringComparison.Ordinal);
        Assert.Contains("Import these 2, skip 6 invalid lines", preview.Text, StringComparison.Ordinal);
        Assert.Contains("email,no-address", preview.Text, StringComparison.Ordinal);
        Assert.Empty(await page.Told());
        await browser.Submit(preview, Confirm(preview));
        Assert.Equal(["alice@example.com: *", "carol@example.com: API, Web"], await page.Told());
    }

    [Fact]
    public async Task Nothing_and_what_is_no_text_are_refused_and_what_is_all_wrong_offers_no_import()
    {
        var (browser, _, path) = await Page("API");
        var form = await browser.Get(path);

        Assert.Contains(
            "Choose a file or paste a list",
            (await browser.SubmitFiles(form, path, [], ("list", " \n "))).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Choose a file or paste a list",
            (
                await browser.SubmitFiles(form, path, [], ("list", "Method,Recipient,Components,Subscribe All,Locale"))
            ).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not UTF-8 text",
            (await browser.SubmitFiles(form, path, [("file", "x.csv", [0x41, 0x80, 0xff])])).Text,
            StringComparison.Ordinal
        );
        var wrong = await browser.SubmitFiles(
            form,
            path,
            [],
            ("list", "\"unclosed\n" + string.Concat(Enumerable.Repeat("x\n", 3000)))
        );
        Assert.Equal(HttpStatusCode.OK, wrong.Status);
        var many = await browser.SubmitFiles(
            form,
            path,
            [],
            ("list", "alice@example.com\n" + string.Concat(Enumerable.Repeat("x\n", 3000)))
        );
        Assert.Contains("1,000 lines are invalid. The rest was not checked.", many.Text, StringComparison.Ordinal);
        foreach (var none in (ConsoleAnswer[])[wrong, many])
            Assert.DoesNotMatch("subscribers/import/[0-9A-Z]{26}", none.Html);
    }

    [Fact]
    public async Task A_component_that_goes_between_preview_and_import_keeps_all_of_it_out()
    {
        var (browser, page, path) = await Page("API", "Web");
        var preview = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [],
            ("list", "Recipient,Components\nalice@example.com,API\nbob@example.com,Web")
        );
        await page.Api.Post(
            "/status-page/component/delete",
            new { page_id = page.PageId, component_ids = new[] { page.Components[1] } }
        );

        var refused = await browser.Submit(preview, Confirm(preview));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("was deleted after the preview", refused.Text, StringComparison.Ordinal);
        Assert.Empty(await page.Told());
    }

    [Fact]
    public async Task More_than_one_import_takes_goes_in_parts_and_says_how_far_it_is()
    {
        var (browser, page, path) = await Page("API");
        var importId = "01JAAAAAAAAAAAAAAAAAAAA" + Random.Shared.Next(100, 999).ToString(CultureInfo.InvariantCulture);
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            foreach (var part in (int[])[0, 1])
            {
                db.SubscriberImports.Add(
                    new SubscriberImportRow
                    {
                        ImportId = importId,
                        Part = part,
                        PageId = page.PageId,
                        MemberId = page.Api.Caller.MemberId,
                        Count = 1,
                        Total = 2,
                        CreatedAt = shared.Server.Store.Clock.GetUtcNow().ToUnixTimeSeconds(),
                        Items = JsonSerializer.Serialize(
                            new[] { new { recipient = $"part{part}@example.com", all = true } },
                            WireJson.Options
                        ),
                    }
                );
            }

            await db.SaveChangesAsync();
        }

        var one = await browser.Submit($"{path}/{importId}", $"{path}/{importId}");
        Assert.True(one.Status == HttpStatusCode.OK, one.Status + one.Location);
        Assert.Contains("1 of 2 imported", one.Text, StringComparison.Ordinal);
        Assert.Contains("data-continue", one.Html, StringComparison.Ordinal);
        Assert.Equal(["part0@example.com: *"], await page.Told());
        // An old form does nothing but show how far it is.
        Assert.Contains(
            "1 of 2 imported",
            (
                await browser.Post(
                    $"{path}/{importId}",
                    [.. one.Hidden($"{path}/{importId}").Where(f => f.Name != "part"), ("part", "7")]
                )
            ).Text,
            StringComparison.Ordinal
        );
        (await browser.Submit(one, $"{path}/{importId}")).Sees(
            path.Replace("/import", "?done=imported", StringComparison.Ordinal)
        );
        Assert.Equal(["part0@example.com: *", "part1@example.com: *"], await page.Told());
    }

    [Fact]
    public async Task Members_of_an_internal_page_are_imported_by_address_or_ID()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(member.Caller.AccountId, BuiltInRoles.Viewer);
        var pageId = (
            await member.Post(
                "/status-page/create",
                new
                {
                    name = "Ops",
                    type = "internal",
                    url_name = "ops",
                    date_view = "list",
                    display_uptime_mode = "chart",
                }
            )
        ).Id("page_id");
        var path = $"/console/pages/{pageId}/subscribers/import";

        var wrong = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [],
            ("list", $"{colleague.Email}\nstranger@example.com\n{(await shared.NewAccount()).Caller.MemberId}")
        );
        Assert.Contains("Invalid lines: 2", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Email: your organization has no such member", wrong.Text, StringComparison.Ordinal);
        var preview = await browser.SubmitFiles(
            wrong,
            path,
            [],
            ("list", $"{colleague.Email.ToUpperInvariant()}\n{member.Caller.MemberId}")
        );
        await browser.Submit(preview, Confirm(preview));

        Assert.Equal(
            2,
            (await member.Get("/status-page/subscriber/list", ("page_id", pageId))).Data["total"]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task A_large_list_is_previewed_and_imported_whole()
    {
        var (browser, page, path) = await Page("API");
        var list = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"s{i:00000}@example.com"));

        var preview = await browser.SubmitFiles(
            await browser.Get(path),
            path,
            [("file", "many.txt", Encoding.ASCII.GetBytes(list))]
        );
        Assert.Contains("Subscribers to import: 20,000.", preview.Text, StringComparison.Ordinal);
        await browser.Submit(preview, Confirm(preview));

        Assert.Contains(
            "20,000 subscribers",
            (await browser.Get(path.Replace("/import", "", StringComparison.Ordinal))).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(20_000, await Count(page.PageId));
    }

    private async Task<int> Count(long pageId)
    {
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        return await db.Subscribers.CountAsync(s => s.PageId == pageId);
    }

    private static string Confirm(ConsoleAnswer preview) =>
        Regex
            .Match(preview.Html, "action=\"(?<action>/console/pages/[0-9]+/subscribers/import/[0-9A-Z]{26})\"")
            .Groups["action"]
            .Value;

    private async Task<(ConsoleBrowser Browser, SubscriberPage Page, string Path)> Page(params string[] components)
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, ids) = await member.NewPage(components);
        return (
            browser,
            new SubscriberPage(shared.Server, member, pageId, ids),
            $"/console/pages/{pageId}/subscribers/import"
        );
    }
}
