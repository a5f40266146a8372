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
    [InlineData("状态 page", "page-")]
    [InlineData("-1-", "1-")]
    public async Task A_slug_is_brought_into_form(string sent, string expected)
    {
        var created = await Create(await shared.NewAccount(), $"{sent}-{unique}");

        Assert.Equal(expected + unique, created.Data["page_url_name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("状态")]
    [InlineData("a\ufffeb")]
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
    public async Task A_custom_domain_is_unique_in_the_installation_however_it_is_written()
    {
        var (one, other) = (await shared.NewAccount(), await shared.NewAccount());
        var domain = unique + ".example.com";
        Assert.NotNull((await Create(one, "a-" + unique, domain: domain.ToUpperInvariant() + ".")).Data);

        (await Create(other, "b-" + unique, domain: domain)).IsError("InvalidParameter", "custom_domain");
        Assert.NotNull((await Create(other, "b-" + unique, domain: "www." + domain)).Data);
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
