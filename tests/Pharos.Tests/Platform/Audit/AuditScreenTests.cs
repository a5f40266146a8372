using System.Net;
using Pharos.Platform.Roles;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

[FullOnPostgres]
public sealed class AuditScreenTests(FrozenServer frozen)
{
    private const string Audit = "/console/audit";

    [Fact]
    public async Task What_a_member_does_in_the_console_carries_the_members_name()
    {
        var (browser, page) = await Page();
        await browser.Submit(
            "/console/publish",
            "/console/publish",
            ("title", "Errors"),
            ("status", "investigating"),
            ($"c_{page.Components[0]}", "degraded"),
            ("message", "Looking."),
            ("next", "0"),
            ("do", "publish")
        );

        var log = await browser.Get(Audit + "?operation=change:write:create");

        Assert.Matches(@"1 entry[\s\S]*Alice[\s\S]*Errors[\s\S]*Console", log.Text);
        Assert.Contains("&quot;title&quot;:&quot;Errors&quot;", log.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_filtered_and_its_pages_follow_one_another()
    {
        var (browser, page) = await Page();
        for (var i = 0; i < 55; i++)
            await page.Api.Post("/team/upsert", new { team_name = $"Team {i}" });

        var first = await browser.Get(Audit + "?operation=team:write:upsert");
        Assert.Contains("55 entries", first.Text, StringComparison.Ordinal);
        Assert.Contains("Team 54", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 4\n", first.Text, StringComparison.Ordinal);
        var next = System
            .Text.RegularExpressions.Regex.Match(first.Html, "href=\"(/console/audit\\?[^\"]*after=[^\"]*)\"")
            .Groups[1]
            .Value;
        var second = await browser.Get(WebUtility.HtmlDecode(next));
        Assert.Contains("Team 0", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 54", second.Text, StringComparison.Ordinal);
        Assert.Contains(
            "No matching entries",
            (await browser.Get(Audit + "?operation=team:write:upsert&dangerous=true")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task All_that_a_search_finds_is_exported_and_no_cell_is_a_formula()
    {
        var (browser, page) = await Page();
        await page.Api.Post("/team/upsert", new { team_name = "=1+1" });

        var csv = await browser.Get(Audit + "/export?operation=team:write:upsert");
        var line = (await frozen.Server.Store.Lines(page.Api.Caller.AccountId))[^1];
        Assert.Equal(("audit:read:export", false, true), (line.Operation, line.IsWrite, line.IsDangerous));
        Assert.Contains("team:write:upsert", line.Body, StringComparison.Ordinal);

        Assert.Equal("text/csv", csv.ContentType);
        var lines = csv.Html.Trim().Split('\n');
        Assert.Equal("Time,Member,Member ID,Door,Key,Address,Operation,About,Dangerous,Request ID,Body", lines[0]);
        Assert.Contains(",api,test,", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Contains("'=1+1", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=yesterday", "from-wrong")]
    [InlineData("from=2020-01-01&to=2026-01-01", "to-wrong")]
    [InlineData("from=2026-02-02&to=2026-01-01", "to-wrong")]
    [InlineData("operation=nothing:like:it", "operation-wrong")]
    public async Task An_invalid_filter_is_reported_next_to_its_field(string query, string wrong)
    {
        var (browser, _) = await Page();

        var refused = await browser.Get($"{Audit}?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains($"id=\"{wrong}\"", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_it_neither_sees_it_nor_takes_it_out_and_other_accounts_see_nothing_of_it()
    {
        var (_, page) = await Page();
        await page.Api.Post("/team/upsert", new { team_name = "Ours" });
        var viewer = await frozen.Server.NewSignedInColleague(page.Api, BuiltInRoles.Viewer);

        Assert.DoesNotContain(Audit, (await viewer.Get("/console")).Html, StringComparison.Ordinal);
        foreach (var path in (string[])[Audit, Audit + "/export"])
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Get(path)).Status);
        var (stranger, _) = await frozen.Server.NewSignedIn();
        Assert.DoesNotContain("Ours", (await stranger.Get(Audit)).Text, StringComparison.Ordinal);
    }

    private async Task<(ConsoleBrowser Browser, ChangePage Page)> Page()
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        return (browser, await ChangePage.Create(member));
    }
}
