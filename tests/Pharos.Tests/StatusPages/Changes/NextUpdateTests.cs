using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>What an update promises of the next one.</summary>
public sealed class NextUpdateTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task The_promise_of_the_last_update_is_read_back_and_shown_to_readers_until_the_next_comes()
    {
        var site = await SitePage.Create(await frozen.NewAccount());
        var page = site.Events;
        var id = (
            await page.Publish(
                new
                {
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            description = "We are looking.",
                            component_changes = page.Says((0, "degraded")),
                            next_update_at_seconds = Now + 1800,
                        },
                    },
                }
            )
        ).ChangeId();

        Assert.Equal(Now + 1800, (await page.Read(id)).Updates()[0].Number("next_update_at_seconds"));
        Assert.Contains("next update by", (await site.Visit()).Text, StringComparison.Ordinal);

        await page.Update(id, "identified");

        Assert.Null((await page.Read(id)).Updates()[1].Number("next_update_at_seconds"));
        Assert.DoesNotContain("next update by", (await site.Visit()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_over_promises_nothing_to_readers()
    {
        var site = await SitePage.Create(await frozen.NewAccount());
        var page = site.Events;
        var id = (await page.Publish()).ChangeId();

        await page.Api.Post(
            "/status-page/change/timeline/create",
            new
            {
                page_id = page.PageId,
                change_id = id,
                status = "resolved",
                description = "Over.",
                component_changes = page.Says((0, "operational")),
                next_update_at_seconds = Now + 60,
            }
        );

        Assert.DoesNotContain("next update by", (await site.Visit($"/events/{id}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Now)]
    [InlineData(Now - 60)]
    public async Task A_promise_that_is_not_after_its_update_is_refused_by_name(long next)
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = (await page.Publish()).ChangeId();

        (
            await page.Api.Post(
                "/status-page/change/timeline/create",
                new
                {
                    page_id = page.PageId,
                    change_id = id,
                    status = "identified",
                    description = "Found.",
                    next_update_at_seconds = next,
                }
            )
        ).IsError("InvalidParameter", "next_update_at_seconds");

        Assert.Single((await page.Read(id)).Updates());
    }
}
