using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Notifications;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

/// <summary>Whose deliveries are taken first where there are more than can go out.</summary>
public sealed class ClaimsTests
{
    [Fact]
    public async Task Many_pages_give_an_account_no_more_turns_than_another_has_with_one()
    {
        await using var server = await TestServer.Start(
            new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now))
        );
        var (many, one) = (await server.NewAccount(), await server.NewAccount());
        for (var i = 0; i < 30; i++)
            await Owe(server, many, 10);
        var alone = await Owe(server, one, 300);

        var claims = server.Services.GetRequiredService<Claims>();
        var taken = await claims.Take(120, [], email: true, CancellationToken.None);

        Assert.InRange(taken.Count(c => c.QueueId == alone), 55, 65);
        Assert.InRange(taken.Count, 110, 120);
    }

    [Fact]
    public async Task What_an_account_leaves_of_its_share_others_take()
    {
        await using var server = await TestServer.Start(
            new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now))
        );
        var few = await Owe(server, await server.NewAccount(), 3);
        var many = await Owe(server, await server.NewAccount(), 300);
        var claims = server.Services.GetRequiredService<Claims>();

        var taken = (await claims.Take(100, [], email: true, CancellationToken.None))
            .Concat(await claims.Take(100, [], email: true, CancellationToken.None))
            .ToList();

        Assert.Equal(3, taken.Count(c => c.QueueId == few));
        Assert.InRange(taken.Count(c => c.QueueId == many), 140, 200);
    }

    /// <summary>
    /// Deliveries of an event of a new page, which the server itself does not take: its clock stands still.
    /// </summary>
    private static async Task<long> Owe(TestServer server, ApiClient api, int count)
    {
        var page = await ChangePage.Create(api);
        var changeId = (await page.Publish()).ChangeId();
        var addresses = await server.SubscribeMany(page.PageId, count);
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var subscribers = await db
            .Subscribers.Where(s => s.PageId == page.PageId)
            .Select(s => s.SubscriberId)
            .ToListAsync();
        Assert.Equal(addresses.Count, subscribers.Count);
        var accountId = await db.Pages.Where(p => p.PageId == page.PageId).Select(p => p.AccountId).SingleAsync();
        db.Notifications.Add(
            new NotificationRow
            {
                Kind = "status-page-change",
                SubjectId = changeId,
                Seq = 1,
                QueueId = page.PageId,
                AccountId = accountId,
                Content = "{}",
                CreatedAt = 1,
                ExpandedAt = 1,
            }
        );
        db.Deliveries.AddRange(
            subscribers.Select(id => new DeliveryRow
            {
                Kind = "status-page-change",
                SubjectId = changeId,
                RecipientId = id,
                HookId = "",
                QueueId = page.PageId,
                Destination = "example.org",
                SentThrough = 0,
                SendThrough = 1,
                State = DeliveryState.Waiting,
                NextAttemptAt = 1,
                WaitingSince = 1,
            })
        );
        await db.SaveChangesAsync();
        return page.PageId;
    }
}
