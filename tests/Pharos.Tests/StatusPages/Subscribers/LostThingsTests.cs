using Microsoft.EntityFrameworkCore;
using Pharos.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

/// <summary>What becomes of subscriptions when what they follow is deleted.</summary>
public sealed class LostThingsTests(FrozenServer frozen)
{
    [Fact]
    public async Task A_deleted_component_leaves_every_scope_and_ends_those_it_was_all_of()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var other = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();
        await page.Import(
            new { recipient = "all@example.com", all = true },
            new { recipient = "api@example.com", component_ids = new[] { page.Components[0] } },
            new { recipient = "both@example.com", component_ids = new[] { page.Components[0], page.Components[1] } },
            new
            {
                recipient = "event@example.com",
                component_ids = new[] { page.Components[0] },
                change_ids = new[] { change },
            },
            new { recipient = "three@example.com", component_ids = page.Components }
        );
        await page.NewSection("Core", [page.Components[0]], "core@example.com");
        await other.Import(new { recipient = "api@example.com", component_ids = new[] { other.Components[0] } });

        (await Delete(page, page.Components[0], other.Components[0])).IsError("ResourceNotFound", "component_ids[1]");
        Assert.Equal(6, (await page.Told()).Count);
        Assert.Empty((await Delete(page, page.Components[0], page.Components[1])).Data);

        // The section is still there, and so is who waits for what it will hold.
        Assert.Equal(
            ["all@example.com: *", "core@example.com: ", "event@example.com: 1", "three@example.com: Mail"],
            await page.Told()
        );
        Assert.Equal(["api@example.com: API"], await other.Told());
    }

    [Fact]
    public async Task A_deleted_section_leaves_its_components_to_its_followers()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();
        await page.Import(
            new
            {
                recipient = "some@example.com",
                component_ids = new[] { page.Components[0], page.Components[2] },
                change_ids = new[] { change },
            }
        );
        var core = await page.NewSection(
            "Core",
            [page.Components[0], page.Components[1]],
            "core@example.com",
            "some@example.com",
            "two@example.com"
        );
        var empty = await page.NewSection("Empty", [], "empty@example.com", "two@example.com");

        Assert.Empty(
            (
                await page.Api.Post(
                    "/status-page/section/delete",
                    new { page_id = page.PageId, section_ids = new[] { core } }
                )
            ).Data
        );
        Assert.Equal(
            [
                "core@example.com: API, Web",
                "empty@example.com: ",
                "some@example.com: API, Web, Mail, 1",
                "two@example.com: API, Web",
            ],
            await page.Told()
        );
        Assert.Empty(
            (
                await page.Api.Post(
                    "/status-page/section/delete",
                    new { page_id = page.PageId, section_ids = new[] { empty } }
                )
            ).Data
        );

        Assert.Equal(
            ["core@example.com: API, Web", "some@example.com: API, Web, Mail, 1", "two@example.com: API, Web"],
            await page.Told()
        );
    }

    [Fact]
    public async Task A_deleted_event_leaves_every_scope_and_ends_those_it_was_all_of()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var (one, two) = (await page.NewIncident(), await page.NewIncident());
        await page.Import(
            new { recipient = "all@example.com", all = true },
            new
            {
                recipient = "api@example.com",
                component_ids = new[] { page.Components[0] },
                change_ids = new[] { one },
            },
            new { recipient = "both@example.com", change_ids = new[] { one, two } },
            new { recipient = "one@example.com", change_ids = new[] { one } },
            new { recipient = "two@example.com", change_ids = new[] { two } }
        );
        var stranger = await SubscriberPage.Create(frozen.Server);

        (
            await stranger.Api.Post("/status-page/change/delete", new { page_id = stranger.PageId, change_id = one })
        ).IsError("ResourceNotFound", "change_id");
        Assert.Empty(
            (await page.Api.Post("/status-page/change/delete", new { page_id = page.PageId, change_id = one })).Data
        );

        Assert.Equal(
            ["all@example.com: *", "api@example.com: API", "both@example.com: 1", "two@example.com: 1"],
            await page.Told()
        );
    }

    [Fact]
    public async Task Ending_a_subscription_cancels_its_waiting_deliveries()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();
        await page.Import(
            new { recipient = "alice@example.com", component_ids = new[] { page.Components[0] } },
            new { recipient = "bob@example.com", all = true }
        );
        await using var db = await frozen.Server.Store.Databases.CreateDbContextAsync();
        foreach (var recipient in (string[])["alice@example.com", "bob@example.com"])
        {
            db.Deliveries.Add(
                new DeliveryRow
                {
                    Kind = "status-page-change",
                    SubjectId = change,
                    RecipientId = (await page.Row(recipient)).SubscriberId,
                    HookId = "",
                    QueueId = page.PageId,
                    Destination = "example.com",
                    SentThrough = 0,
                    SendThrough = 1,
                    State = DeliveryState.Waiting,
                    NextAttemptAt = FrozenServer.Now + 1_000_000,
                    WaitingSince = FrozenServer.Now,
                }
            );
        }

        await db.SaveChangesAsync();
        var bob = (await page.Row("bob@example.com")).SubscriberId;

        await Delete(page, page.Components[0]);

        Assert.Equal(
            [bob],
            await db.Deliveries.Where(d => d.QueueId == page.PageId).Select(d => d.RecipientId).ToListAsync()
        );
    }

    [Fact]
    public async Task A_deleted_page_takes_its_subscribers_with_it()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(
            new
            {
                recipient = "alice@example.com",
                component_ids = page.Components,
                change_ids = new[] { await page.NewIncident() },
            }
        );
        await page.NewSection("Core", [page.Components[0]], "alice@example.com");
        var id = (await page.Row("alice@example.com")).SubscriberId;

        Assert.Empty((await page.Api.Post("/status-page/delete", new { page_id = page.PageId })).Data);

        await using var db = await frozen.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(
            (0, 0, 0, 0),
            (
                await db.Subscribers.CountAsync(s => s.PageId == page.PageId),
                await db.SubscriberComponents.CountAsync(s => s.SubscriberId == id),
                await db.SubscriberSections.CountAsync(s => s.SubscriberId == id),
                await db.SubscriberChanges.CountAsync(s => s.SubscriberId == id)
            )
        );
    }

    private static Task<ApiAnswer> Delete(SubscriberPage page, params string[] ids) =>
        page.Api.Post("/status-page/component/delete", new { page_id = page.PageId, component_ids = ids });
}
