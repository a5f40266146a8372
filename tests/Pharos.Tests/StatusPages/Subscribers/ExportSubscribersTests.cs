using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

public sealed class ExportSubscribersTests(FrozenServer frozen)
{
    private const string Header = "Method,Recipient,Components,Subscribe All,Locale\n";

    [Fact]
    public async Task The_file_is_the_one_that_clients_read()
    {
        var page = await SubscriberPage.Create(frozen.Server, "API", "Web, inside", "Mail;Post", "The \"Edge\"");
        await page.Import(
            new
            {
                recipient = "alice@example.com",
                all = true,
                locale = "zh-CN",
            },
            new
            {
                recipient = "bob@example.com",
                component_ids = page.Components.Reverse(),
                locale = "en-US",
            },
            new { recipient = "carol@example.com", component_ids = new[] { page.Components[0] } },
            new { recipient = "dave@example.com", change_ids = new[] { await page.NewIncident() } }
        );

        var answer = await page.Export();

        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal(
            Header
                + "email,alice@example.com,,true,zh-CN\n"
                + $"email,bob@example.com,\"API; Web, inside; {page.Components[2]}; The \"\"Edge\"\"\",false,en-US\n"
                + "email,carol@example.com,API,false,en-US\n"
                + "email,dave@example.com,,false,en-US\n",
            answer.Text
        );
    }

    [Fact]
    public async Task It_comes_as_an_attachment_named_after_the_page_in_bytes_without_a_mark()
    {
        var page = await SubscriberPage.CreateInternal(frozen.Server);
        using var request = OperationCalls.Message(
            "POST",
            "/status-page/subscriber/export?app_key=" + page.Api.Key,
            new() { ["page_id"] = page.PageId }
        );

        using var response = await page.Api.Http.SendAsync(request);

        Assert.Equal(
            ContentDispositionHeaderValue.Parse("attachment; filename=\"subscribers-inside.csv\""),
            response.Content.Headers.ContentDisposition
        );
        Assert.Equal(Encoding.ASCII.GetBytes(Header), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(26, response.Headers.GetValues("Flashcat-Request-Id").Single().Length);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("=HYPERLINK(\"https://example.com\",\"x\")", "\"'=HYPERLINK(\"\"https://example.com\"\",\"\"x\"\")\"")]
    [InlineData("＝1＋1", "'＝1＋1")]
    [InlineData("1=1", "1=1")]
    public async Task A_name_that_a_spreadsheet_would_run_is_text(string name, string cell)
    {
        var page = await SubscriberPage.Create(frozen.Server, name, "Web");
        await page.Import(new { recipient = "alice@example.com", component_ids = new[] { page.Components[0] } });

        Assert.Equal($"{Header}email,alice@example.com,{cell},false,en-US\n", (await page.Export()).Text);
    }

    [Theory]
    [InlineData("\tAPI")]
    [InlineData("\rAPI")]
    public async Task A_name_that_got_round_the_checks_with_a_control_character_is_text_too(string name)
    {
        var page = await SubscriberPage.Create(frozen.Server, "API");
        await page.Import(new { recipient = "alice@example.com", component_ids = page.Components });
        await using (var db = await frozen.Server.Store.Databases.CreateDbContextAsync())
        {
            (await db.Components.FindAsync(page.Components[0]))!.Name = name;
            await db.SaveChangesAsync();
        }

        Assert.Equal($"{Header}email,alice@example.com,\"'{name}\",false,en-US\n", (await page.Export()).Text);
    }

    [Theory]
    [InlineData("=cmd|calc@example.com")]
    [InlineData("+1-2@example.com")]
    [InlineData("-2+3@example.com")]
    public async Task An_address_that_a_spreadsheet_would_run_is_text(string address)
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(new { recipient = address, all = true });

        Assert.Equal($"{Header}email,\"'{address}\",,true,en-US\n", (await page.Export()).Text);
    }

    [Fact]
    public async Task The_filter_is_that_of_the_list()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(
            new { recipient = "alice@example.com", all = true },
            new { recipient = "bob@example.com", component_ids = new[] { page.Components[0], page.Components[1] } },
            new { recipient = "carol@example.com", component_ids = new[] { page.Components[2] } }
        );
        await page.NewSection("Core", [page.Components[1]], "dave@example.com");

        Assert.Equal(
            Header
                + "email,alice@example.com,,true,en-US\nemail,bob@example.com,API; "
                + "Web,false,en-US\nemail,dave@example.com,Web,false,en-US\n",
            (await page.Export(page.Components[1])).Text
        );
        (await page.Export(page.Components[1], "01KC3GAZ6ZJE40H55GM31RPWZE")).IsError(
            "InvalidParameter",
            "component_ids[1]"
        );
    }
}
