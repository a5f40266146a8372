using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

public sealed class ManySubscribersTests(FrozenServer frozen, ITestOutputHelper output)
{
    /// <summary>The rows that repeat earlier ones.</summary>
    private const int Repeated = 1000;

    [Theory]
    [InlineData(15_000)]
    [InlineData(100_000, Traits = ["Runs", "Full"])]
    public async Task Many_rows_come_in_by_one_request_and_go_out_by_another(int rows)
    {
        var recipients = rows - Repeated;
        await using var server = await TestServer.Start();
        // On a machine that does much else besides.
        server.Http.Timeout = TimeSpan.FromMinutes(5);
        var page = await SubscriberPage.Create(server);
        var change = await page.NewIncident();
        await page.Import(
            new { recipient = "u00007@example.com", component_ids = new[] { page.Components[2] } },
            new { recipient = "before@example.com", all = true }
        );
        var watch = Stopwatch.StartNew();

        var imported = await page.Api.Post("/status-page/subscriber/import", Body(page, change, rows, bad: false));
        var importing = watch.Elapsed;
        watch.Restart();
        var file = await page.Export();

        output.WriteLine($"imported in {importing.TotalSeconds:0.0} s, exported in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Empty(imported.Data);
        var lines = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Method,Recipient,Components,Subscribe All,Locale", lines[0]);
        Assert.Equal(
            Enumerable
                .Range(0, recipients)
                .Select(Line)
                .Append("email,before@example.com,,true,en-US")
                .Order(StringComparer.Ordinal),
            lines.Skip(1).Order(StringComparer.Ordinal)
        );
        var list = (
            await page.Api.Get("/status-page/subscriber/list", ("page_id", page.PageId), ("p", 100), ("limit", 100))
        ).Data;
        Assert.Equal(
            (100, 1000, true),
            (list["items"]!.AsArray().Count, list["total"]!.GetValue<int>(), list["has_next_page"]!.GetValue<bool>())
        );

        // Everything for all of them, with one error at the very end: no subscriber changes.
        (await page.Api.Post("/status-page/subscriber/import", Body(page, change, rows, bad: true))).IsError(
            "InvalidParameter",
            $"subscribers[{rows}].component_ids[0]"
        );
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(((recipients + 2) / 3) + 1, await db.Subscribers.CountAsync(s => s.All));
    }

    [Fact]
    public async Task More_than_two_hundred_thousand_are_refused()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var body =
            $$"""{"page_id": {{page.PageId}}, "method": "email", "subscribers": ["""
            + $"{string.Join(',', Enumerable.Repeat("{}", 200_001))}]}}";

        (await page.Api.Post("/status-page/subscriber/import", body)).IsError(
            "InvalidParameter",
            "subscribers must contain at most 200000 items"
        );
    }

    /// <summary>
    /// A third follows everything, a third a component, a third two and an event; the last thousand rows are the first
    /// thousand again.
    /// </summary>
    private static string Body(SubscriberPage page, long change, int rows, bool bad)
    {
        var json = new StringBuilder(rows * 120).Append(
            $$"""{"page_id": {{page.PageId}}, "method": "email", "subscribers": ["""
        );
        for (var row = 0; row < rows; row++)
        {
            var i = row % (rows - Repeated);
            var scope = bad
                ? "\"all\": true"
                : (i % 3) switch
                {
                    0 => "\"all\": true",
                    1 => $"\"component_ids\": [\"{page.Components[0]}\"], \"locale\": \"zh-CN\"",
                    _ => $"\"component_ids\": [\"{page.Components[0]}\", \"{page.Components[1]}\"], "
                        + $"\"change_ids\": [{change}]",
                };
            json.Append(row > 0 ? "," : "").Append($$"""{"recipient": "U{{i:00000}}@example.com", {{scope}}}""");
        }

        if (bad)
            json.Append(""",{"recipient": "last@example.com", "component_ids": ["01KC3GAZ6ZJE40H55GM31RPWZE"]}""");
        return json.Append("]}").ToString();
    }

    private static string Line(int i) =>
        (i % 3) switch
        {
            0 => $"email,u{i:00000}@example.com,,true,en-US",
            1 => $"email,u{i:00000}@example.com,API,false,zh-CN",
            _ => $"email,u{i:00000}@example.com,API; Web,false,en-US",
        };
}
