using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Notifications;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

public sealed class DeliveriesCommandTests(SharedServer shared)
{
    [Fact]
    public async Task The_command_counts_deliveries_and_shows_errors()
    {
        await using var sink = new MailSink
        {
            Recipient = to => to.StartsWith("0@", StringComparison.Ordinal) ? "550 no such user" : null,
        };
        await using var server = await MailServer.Start(sink.Port);
        var page = await ChangePage.Create(await server.NewAccount());
        await server.SubscribeMany(page.PageId, 5);
        var changeId = await page.PublishTold(new { title = "Told by mail" });
        await Eventually.True(
            async () =>
            {
                await using var db = await server.Store.Databases.CreateDbContextAsync();
                return await db.Deliveries.CountAsync(d =>
                        d.State == DeliveryState.Sent || d.State == DeliveryState.Failed
                    ) == 5;
            },
            TimeSpan.FromSeconds(30)
        );

        var printed = await PharosCommand.Run([
            "deliveries",
            "--event",
            changeId.ToString(CultureInfo.InvariantCulture),
            "--watch",
            .. server.CommandPlace,
        ]);

        Assert.Equal((0, ""), (printed.Code, printed.Error));
        Assert.Equal(
            ["Acme: Told by mail", "waiting 0, sent 4, failed 1, quarantined 0", "1 × 550 no such user"],
            printed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task A_missing_event_is_reported_in_one_line()
    {
        Assert.Contains(
            "no event 17",
            (await PharosCommand.Run(["deliveries", "--event", "17", .. shared.Server.CommandPlace])).IsRefused(1),
            StringComparison.Ordinal
        );
    }
}
