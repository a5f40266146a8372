using System.Net;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Accounts;

public sealed class PlanTests
{
    [Fact]
    public async Task What_an_account_may_have_is_bounded_exactly_and_told()
    {
        await using var server = await TestServer.Start(configure: options =>
            (options.Plan.Pages, options.Plan.Members, options.Plan.Roles, options.Plan.Teams) = (2, 3, 1, 1)
        );
        var owner = await server.NewAccount();

        var pages = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    owner.Post(
                        "/status-page/create",
                        new
                        {
                            name = "Acme",
                            type = "public",
                            url_name = "acme-" + Guid.NewGuid().ToString("N"),
                            date_view = "calendar",
                            display_uptime_mode = "chart",
                        }
                    )
                )
        );

        Assert.Equal(2, pages.Count(p => p.Status == HttpStatusCode.OK));
        Assert.All(pages.Where(p => p.Status != HttpStatusCode.OK), p => p.IsError("NoLicense", "at most 2 pages"));
        (
            await owner.Post(
                "/member/invite",
                new { members = Enumerable.Range(0, 3).Select(i => new { email = $"m{i}@example.com" }) }
            )
        ).IsError("NoLicense", "at most 3 members");
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await owner.Post(
                    "/member/invite",
                    new { members = Enumerable.Range(0, 2).Select(i => new { email = $"m{i}@example.com" }) }
                )
            ).Status
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await owner.Post("/member/invite", new { members = new[] { new { email = "m1@example.com" } } })).Status
        );
        (await owner.Post("/team/upsert", new { team_name = "A", emails = new[] { "m9@example.com" } })).IsError(
            "NoLicense",
            "members"
        );
        await owner.NewRole("One");
        (await owner.Post("/role/upsert", new { role_name = "Two" })).IsError("NoLicense", "at most 1 roles");
        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/team/upsert", new { team_name = "A" })).Status);
        (await owner.Post("/team/upsert", new { team_name = "B" })).IsError("NoLicense", "at most 1 teams");
        Assert.Equal(
            HttpStatusCode.OK,
            (await owner.Post("/team/upsert", new { team_name = "A", reset_if_name_exist = true })).Status
        );
    }

    [Fact]
    [Trait("Runs", "Once")]
    public void Some_accounts_have_plans_of_their_own()
    {
        var plans = new AccountPlans(
            new PlanOptions
            {
                Pages = 5,
                Members = 7,
                Accounts = "11 pages=0 teams=2 ; 12 members=9",
            }
        );

        Assert.Equal(new Plan(5, 7, null, null), plans.Of(10));
        Assert.Equal(new Plan(null, 7, null, 2), plans.Of(11));
        Assert.Equal(new Plan(5, 9, null, null), plans.Of(12));
        foreach (
            var wrong in (string[])
                [
                    "11",
                    "11 pages",
                    "11 pages=x",
                    "11 cakes=3",
                    "x pages=3",
                    "11 pages=1; 11 pages=2",
                    "11 pages=1 pages=2",
                    "11 pages=-1",
                ]
        )
            Assert.False(new ExceptionsAttribute().IsValid(wrong), wrong);
    }
}
