using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

/// <summary>Slugs and custom domains: brought into form, and unique where they must be.</summary>
public sealed class PageNameTests(SharedServer shared)
{
    private readonly string unique = Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData("Acme Status!", "acme-status-")]
    [InlineData("  --ACME__Status--", "acme-status-")]
    [InlineData("Crème brûlée", "creme-brulee-")]
    [InlineData("a.b/c?d=e&f", "a-b-c-d-e-f-")]
    [InlineData("状态 page", "zhuang-tai-page-")]
    [InlineData("\u0130stanbul", "istanbul-")]
    [InlineData("Über Straße!", "uber-strasse-")]
    [InlineData("Ørsted Łódź", "orsted-lodz-")]
    [InlineData("Статус", "status-")]
    [InlineData("\u212aelvin", "kelvin-")]
    [InlineData("a\ufffeb", "ab-")]
    [InlineData("-1-", "1-")]
    public async Task A_slug_is_brought_into_form(string sent, string expected)
    {
        var created = await Create(await shared.NewAccount(), $"{sent}-{unique}");

        Assert.Equal(expected + unique, created.Data["page_url_name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("！？")]
    [InlineData("---")]
    [InlineData("")]
    public async Task A_slug_needs_a_letter_or_a_digit(string sent)
    {
        var api = await shared.NewAccount();

        (await Create(api, sent)).IsError("InvalidParameter", "url_name");
    }

    [Fact]
    public async Task A_public_slug_is_unique_in_the_installation()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        Assert.NotNull((await Create(one, "p " + unique)).Data);

        (await Create(one, "p-" + unique)).IsError("InvalidParameter", "url_name");
        (await Create(other, "P_" + unique.ToUpperInvariant())).IsError("InvalidParameter", "url_name");
        Assert.Equal(0, (await other.Get("/status-page/list")).Data["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_internal_slug_is_unique_in_its_account()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        Assert.NotNull((await Create(one, unique, "internal")).Data);

        (await Create(one, unique, "internal")).IsError("InvalidParameter", "url_name");
        Assert.NotNull((await Create(other, unique, "internal")).Data);
        Assert.NotNull((await Create(one, unique, "public")).Data);
    }

    [Fact]
    public async Task A_page_may_keep_its_own_slug_and_not_take_anothers()
    {
        var api = await shared.NewAccount();
        var id = (await Create(api, "a-" + unique)).Data["page_id"]!.GetValue<long>();
        await Create(api, "b-" + unique);

        Assert.Empty(
            (
                await api.Post(
                    "/status-page/update",
                    new
                    {
                        page_id = id,
                        url_name = "A " + unique,
                        name = "Again",
                    }
                )
            ).Data
        );
        (
            await api.Post(
                "/status-page/update",
                new
                {
                    page_id = id,
                    url_name = "b-" + unique,
                    name = "Never",
                }
            )
        ).IsError("InvalidParameter", "url_name");
        var page = (await api.Get("/status-page/info", ("page_id", id))).Data;
        Assert.Equal(("a-" + unique, "Again"), (page.Text("url_name"), page.Text("name")));
    }

    [Fact]
    public async Task A_custom_domain_is_unique_however_it_is_written_but_a_claim_does_not_block_other_accounts()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        var domain = unique + ".example.com";
        Assert.NotNull((await Create(one, "a-" + unique, domain: domain.ToUpperInvariant() + ".")).Data);

        (await Create(one, "b-" + unique, domain: domain)).IsError("InvalidParameter", "custom_domain");
        Assert.NotNull((await Create(one, "b-" + unique, domain: "www." + domain)).Data);
        var claimed = (await Create(other, "c-" + unique, domain: domain)).Data["page_id"]!.GetValue<long>();

        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Pages.Where(p => p.PageId == claimed)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.DomainVerifiedAt, 1));
        (await Create(await shared.NewAccount(), "d-" + unique, domain: domain)).IsError(
            "InvalidParameter",
            "custom_domain"
        );
    }

    [Fact]
    public async Task The_host_name_of_the_server_is_no_custom_domain()
    {
        await using var server = await TestServer.Start(configure: options =>
            options.PublicUrl = "https://status.example.net"
        );

        (await Create(await server.NewAccount(), unique, domain: "STATUS.example.net.")).IsError(
            "InvalidParameter",
            "custom_domain"
        );
    }

    [Fact]
    public async Task Slugs_that_differ_in_case_only_are_the_same()
    {
        var api = await shared.NewAccount();
        Assert.NotNull((await Create(api, "\u0130" + unique)).Data);

        (await Create(api, "i" + unique)).IsError("InvalidParameter", "url_name");
        var answer = await SiteAnswer.Get(shared.Server.Http, "/s/I" + unique + "/history?lang=en");
        Assert.Equal(
            (HttpStatusCode.Found, $"/s/i{unique}/history?lang=en"),
            (answer.Status, answer.Headers.Location!.OriginalString)
        );
    }

    [Fact]
    public async Task A_former_slug_leads_to_the_page_for_90_days_and_no_other_account_gets_it()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        var (old, present) = ("old-" + unique, "new-" + unique);
        var id = (await Create(one, old)).Data["page_id"]!.GetValue<long>();
        // Remembered by the server.
        Assert.Equal(HttpStatusCode.OK, (await Visit("/s/" + old)).Status);
        _ = (await one.Post("/status-page/update", new { page_id = id, url_name = present })).Data;

        foreach (var rest in (string[])["", "/history", "/feed.rss", "/api/v2/summary.json", "/subscribe"])
        {
            var moved = await Visit($"/s/{old}{rest}");
            Assert.Equal(
                (HttpStatusCode.Found, $"/s/{present}{rest}"),
                (moved.Status, moved.Headers.Location!.OriginalString)
            );
        }

        var posted = await SiteAnswer.Send(shared.Server.Http, HttpMethod.Post, $"/s/{old}/subscribe");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, posted.Status);
        await Age(TimeSpan.FromDays(89));
        (await Create(other, old)).IsError("InvalidParameter", "url_name");
        await Age(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.NotFound, (await Visit("/s/" + old)).Status);
        _ = (await Create(other, old)).Data;

        async Task Age(TimeSpan time)
        {
            var seconds = (long)time.TotalSeconds;
            await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
            await db
                .FormerSlugs.Where(f => f.PageId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.RetiredAt, f => f.RetiredAt - seconds));
        }

        Task<SiteAnswer> Visit(string path) => SiteAnswer.Get(shared.Server.Http, path);
    }

    [Fact]
    public async Task The_account_itself_may_use_a_former_slug_at_once()
    {
        var api = await shared.NewAccount();
        var id = (await Create(api, "a-" + unique)).Data["page_id"]!.GetValue<long>();
        _ = (await api.Post("/status-page/update", new { page_id = id, url_name = "b-" + unique })).Data;

        _ = (await Create(api, "a-" + unique)).Data;

        Assert.Equal(HttpStatusCode.OK, (await SiteAnswer.Get(shared.Server.Http, "/s/a-" + unique)).Status);
        // And the page may take its own name back.
        _ = (await api.Post("/status-page/update", new { page_id = id, url_name = "c-" + unique })).Data;
        _ = (await api.Post("/status-page/update", new { page_id = id, url_name = "b-" + unique })).Data;
        Assert.Equal(HttpStatusCode.OK, (await SiteAnswer.Get(shared.Server.Http, "/s/b-" + unique)).Status);
    }

    [Fact]
    public async Task The_slug_of_a_deleted_page_goes_to_no_other_account()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        var id = (await Create(one, unique)).Data["page_id"]!.GetValue<long>();
        _ = (await one.Post("/status-page/delete", new { page_id = id })).Data;

        (await Create(other, unique)).IsError("InvalidParameter", "url_name");
        Assert.Equal(HttpStatusCode.NotFound, (await SiteAnswer.Get(shared.Server.Http, "/s/" + unique)).Status);
        _ = (await Create(one, unique)).Data;
    }

    [Theory]
    [InlineData("https://status.example.com")]
    [InlineData("status.example.com/path")]
    [InlineData("status.example.com:443")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("sta tus.example.com")]
    [InlineData("..")]
    [InlineData("<script>.example.com")]
    public async Task A_custom_domain_is_a_host_name(string domain)
    {
        (await Create(await shared.NewAccount(), unique, domain: domain)).IsError("InvalidParameter", "custom_domain");
    }

    [Fact]
    public async Task An_internal_page_has_no_custom_domain()
    {
        (await Create(await shared.NewAccount(), unique, "internal", unique + ".example.com")).IsError(
            "InvalidParameter",
            "custom_domain"
        );
    }

    [Fact]
    public async Task Two_who_want_the_same_slug_at_once_do_not_both_get_it()
    {
        var api = await shared.NewAccount();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Create(api, unique)));

        Assert.Single(answers, a => a.Code is null);
        Assert.All(answers.Where(a => a.Code is not null), a => a.IsError("InvalidParameter", "url_name"));
    }

    private static Task<ApiAnswer> Create(ApiClient api, string slug, string type = "public", string? domain = null) =>
        api.Post(
            "/status-page/create",
            new
            {
                name = "Acme",
                type,
                url_name = slug,
                custom_domain = domain,
                date_view = "calendar",
                display_uptime_mode = "chart",
            }
        );
}
