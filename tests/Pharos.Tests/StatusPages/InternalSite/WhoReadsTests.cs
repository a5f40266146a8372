using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;
using Pharos.Web;

namespace Pharos.Tests.StatusPages.InternalSite;

/// <summary>Who reads an internal page, and that others cannot learn that it exists.</summary>
public sealed class WhoReadsTests(SharedServer shared)
{
    private static readonly string[] ForMachines = ["/events/1/feed.atom", .. SiteViews.Files.Select(f => "/" + f)];

    [Fact]
    public async Task Every_member_of_the_account_reads_it_whatever_their_role()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var role in BuiltInRoles.All)
        {
            var member = await shared.Server.NewMember(page.Events.Api.Caller.AccountId, role, ConsoleMember.Hash);
            var reader = new ConsoleBrowser(shared.Server.Http);
            (await reader.SignIn(member.Email, ConsoleMember.Password)).Sees("/console");
            foreach (var view in page.Views)
                Assert.Contains(
                    InternalPage.Secret,
                    (await page.Visit(reader, view)).Html().Title,
                    StringComparison.Ordinal
                );
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_whether_or_not_there_is_such_a_page()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var view in (string[])[.. page.Views, "/history/1999-99", "?lang=zh"])
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            {
                var (there, nowhere) = (page.Path + view, "/internal/nothing-of-the-kind" + view);
                var answer = await InternalPage.Visit(shared.Server, null, there, method);
                var expected = await InternalPage.Visit(shared.Server, null, nowhere, method);

                Assert.Equal((HttpStatusCode.SeeOther, ""), (answer.Status, answer.Text));
                Assert.Equal(
                    method == HttpMethod.Get
                        ? "/console/sign-in?return=" + Uri.EscapeDataString(there)
                        : "/console/sign-in",
                    answer.Headers.Location!.OriginalString
                );
                Assert.Equal(InternalPage.Said(expected, nowhere), InternalPage.Said(answer, there));
            }
        }
    }

    [Fact]
    public async Task To_a_member_of_another_account_it_is_a_page_that_does_not_exist()
    {
        var page = await InternalPage.Create(shared.Server);
        var other = await InternalPage.Create(shared.Server);
        foreach (var view in page.Views)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            {
                var (there, nowhere) = (page.Path + view, "/internal/nothing-of-the-kind" + view);
                var answer = await InternalPage.Visit(shared.Server, other.Owner, there, method);

                Assert.Equal(HttpStatusCode.NotFound, answer.Status);
                Assert.Equal(
                    InternalPage.Said(await InternalPage.Visit(shared.Server, other.Owner, nowhere, method), nowhere),
                    InternalPage.Said(answer, there)
                );
            }
        }

        // Nor does an event of one page show on another, of one's own or not.
        Assert.Equal(HttpStatusCode.NotFound, (await other.Visit(other.Owner, $"/events/{page.ChangeId}")).Status);
    }

    [Fact]
    public async Task The_same_name_leads_the_members_of_each_account_to_their_own_and_visitors_to_the_public_page()
    {
        var one = await InternalPage.Create(shared.Server);
        var other = await InternalPage.Create(shared.Server, one.Slug);
        var visible = await SitePage.Create(await shared.NewAccount(), "Everybodys");
        await visible.Set(new { url_name = one.Slug });

        var answers = (
            One: await one.Visit(one.Owner),
            Other: await other.Visit(other.Owner),
            Public: await SiteAnswer.Get(shared.Server.Http, "/s/" + one.Slug)
        );

        answers.One.Says($"/events/{one.ChangeId}");
        answers.One.DoesNotSay($"/events/{other.ChangeId}");
        answers.Other.Says($"/events/{other.ChangeId}");
        answers.Other.DoesNotSay($"/events/{one.ChangeId}");
        answers.Public.Says("Everybodys");
        answers.Public.DoesNotSay(InternalPage.Secret);
        answers.One.DoesNotSay("Everybodys");
    }

    [Fact]
    public async Task There_is_nothing_for_machines_of_it_for_anyone()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var file in (string[])[.. ForMachines, $"/events/{page.ChangeId}/feed.atom"])
        {
            foreach (var reader in (ConsoleBrowser?[])[null, page.Owner])
            {
                foreach (var prefix in (string[])["/internal/", "/s/"])
                {
                    var answer = await InternalPage.Visit(
                        shared.Server,
                        reader,
                        prefix + page.Slug + file,
                        HttpMethod.Get
                    );
                    Assert.True(answer.Status == HttpStatusCode.NotFound, $"{prefix}…{file}: {answer.Status}");
                    // The console's menu names the pages of the member's own account.
                    if (reader is null)
                        answer.DoesNotSay(InternalPage.Secret);
                    answer.DoesNotSay(page.Slug);
                }
            }
        }

        foreach (var view in page.Views)
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await InternalPage.Visit(shared.Server, page.Owner, "/s/" + page.Slug + view, HttpMethod.Get)).Status
            );
    }

    [Fact]
    public async Task A_public_page_is_not_at_the_address_of_an_internal_one()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await SitePage.Create(member);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/internal/" + page.Slug)).Status);
    }

    [Fact]
    public async Task After_signing_in_one_is_where_one_wanted_to_be()
    {
        var page = await InternalPage.Create(shared.Server);
        var view = $"{page.Path}/events/{page.ChangeId}?lang=zh";
        var reader = new ConsoleBrowser(shared.Server.Http);

        var form = await reader.Get((await reader.Get(view)).Location!);
        Assert.DoesNotContain(InternalPage.Secret, form.Html, StringComparison.Ordinal);
        var signedIn = await reader.Submit(
            form,
            "/console/sign-in",
            ("email", page.Events.Api.Email),
            ("password", ConsoleMember.Password)
        );

        signedIn.Sees(view);
        Assert.Contains(InternalPage.Secret, (await reader.Get(view)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_out_or_is_no_longer_a_member_is_shut_out_at_once()
    {
        var (left, gone) = (await InternalPage.Create(shared.Server), await InternalPage.Create(shared.Server));
        foreach (var page in (InternalPage[])[left, gone])
            (await page.Visit(page.Owner)).Html();
        var thief = new ConsoleBrowser(shared.Server.Http);
        thief.SetCookie("__Host-pharos-session", left.Owner.Cookies["__Host-pharos-session"]);

        await left.Owner.Submit("/console", "/console/sign-out");
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Members.Where(m => m.MemberId == gone.Events.Api.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MemberStatus.Deleted));

        foreach (var (page, reader) in new[] { (left, left.Owner), (left, thief), (gone, gone.Owner) })
        {
            foreach (var view in page.Views)
                Assert.Equal(HttpStatusCode.SeeOther, (await page.Visit(reader, view)).Status);
        }
    }

    [Fact]
    public async Task Only_the_servers_own_names_lead_to_it()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var view in page.Views)
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await page.Visit(page.Owner, view, ("Host", "elsewhere.example.com"))).Status
            );
    }

    [Fact]
    public void Every_address_below_internal_is_behind_the_door()
    {
        var endpoints = shared
            .Server.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/internal", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, endpoints.Count);
        Assert.All(endpoints, e => Assert.False(e.Metadata.GetRequiredMetadata<ConsoleEndpoint>().Open));
    }
}
