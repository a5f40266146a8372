using Microsoft.EntityFrameworkCore;
using Pharos.Notifications;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Notices;

/// <summary>
/// The clock of both servers moves by less than the ten seconds that a claim outlives its node's last heartbeat:
/// on a busy machine, real time would expire a claim during a send, and the email would be sent twice.
/// </summary>
public sealed class SharedAnnouncementTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));

    [Fact]
    public async Task Two_servers_of_one_database_share_an_announcement_and_tell_everybody_once()
    {
        await using var sink = new MailSink();
        await using var first = await MailServer.Start(sink.Port, clock);
        await using var second = await TestServer.Start(
            clock,
            options =>
            {
                (options.Data, options.PublicUrl) = (
                    TestDatabase.IsPostgres ? options.Data : first.Folder,
                    first.Options.PublicUrl
                );
                (options.Mail.Host, options.Mail.Port, options.Mail.Security) = ("127.0.0.1", sink.Port, "none");
            },
            connectionString: first.ConnectionString
        );
        var page = await ChangePage.Create(await first.NewAccount());
        var addresses = await first.SubscribeMany(page.PageId, 1500);
        var nodes = 0;
        sink.Before = async _ =>
        {
            await using var db = await first.Store.Databases.CreateDbContextAsync();
            nodes = Math.Max(
                nodes,
                await db.Deliveries.Where(d => d.ClaimedBy != null).Select(d => d.ClaimedBy).Distinct().CountAsync()
            );
            sink.Before = _ => Task.CompletedTask;
        };

        var changeId = await page.PublishTold();
        // The second server looks for work of other nodes twice a second.
        await Eventually.True(() => Task.FromResult(!sink.Mails.IsEmpty), TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(1));
        await sink.WaitFor(addresses.Count);
        await Eventually.True(() => AllSent(first, changeId), TimeSpan.FromSeconds(30));

        Assert.Equal(
            addresses.Order(StringComparer.Ordinal),
            sink.Mails.Select(m => m.To).Order(StringComparer.Ordinal)
        );
    }

    private static async Task<bool> AllSent(TestServer server, long changeId)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db.Deliveries.Where(d => d.SubjectId == changeId).AllAsync(d => d.State == DeliveryState.Sent);
    }
}
