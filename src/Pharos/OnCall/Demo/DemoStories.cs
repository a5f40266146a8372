using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using static Pharos.OnCall.Demo.DemoAlerts;
using static Pharos.OnCall.Demo.DemoPerson;

namespace Pharos.OnCall.Demo;

/// <summary>What happened in the week and is over.</summary>
internal static class DemoStories
{
    public static void Tell(DemoWeek week, DemoSettings settings)
    {
        BadRelease(week);
        DiskFills(week);
        BackupMissed(week);
        Flaps(week);
        RackLosesPackets(week);
        NodeGoesDown(week);
        ExportBreaks(week);
        OftenSeen(week);
        ByHand(week, settings);
    }

    /// <summary>Six days ago; similar to what is open now.</summary>
    private static void BadRelease(DemoWeek week)
    {
        var (pods, at) = (Instances(PaymentsFail, "payments-1", "payments-2", "payments-3"), week.At(6, 13, 20));
        week.Deploys(at - 660, 9, "payments", "payments 3.41.0", "New retry policy for the card network.");
        week.Fires(at, pods[0]);
        week.Fires(at + 40, pods[1], pods[2]);
        week.Fires(at + 130, PaymentsSlow.On("payments-1"));
        week.Acknowledges(at + 150, Mara, pods[0]);
        week.Impacts(at + 240, Mara, pods[0], "Most");
        week.Comments(at + 260, Mara, pods[0], "Began with **3.41.0**. Rolling back to 3.40.2.");
        week.Deploys(at + 300, 7, "payments", "Roll back payments to 3.40.2");
        week.Comments(at + 780, Priya, pods[0], "Error rate is falling: 4 %, now 0.9 %.");
        week.Recovers(at + 960, [.. pods, PaymentsSlow.On("payments-1")]);
        week.Explains(
            at + 5400,
            Mara,
            pods[0],
            "Release 3.41.0 retried declined cards until the connection pool was empty.",
            "Rolled back to 3.40.2. Declined cards are no longer retried since 3.41.1."
        );
    }

    private static void DiskFills(DemoWeek week)
    {
        var at = week.At(5, 2, 48);
        week.Fires(at, DiskFilling);
        week.Snoozes(at + 420, Jun, DiskFilling, 240);
        // The snooze ends after four hours, and the same alert has become worse.
        week.Fires(
            at + (270 * 60),
            DiskFilling with
            {
                Severity = EventStatus.Critical,
                Description = "/var/lib/postgresql will be full within 40 minutes.",
            }
        );
        week.Acknowledges(at + (274 * 60), Jun, DiskFilling);
        week.Comments(
            at + (281 * 60),
            Jun,
            DiskFilling,
            "An abandoned replication slot keeps 310 GB of WAL. Dropping it."
        );
        week.Recovers(at + (296 * 60), DiskFilling);
        week.Explains(
            at + (400 * 60),
            Jun,
            DiskFilling,
            "The replication slot of a deleted replica kept all WAL.",
            "Dropped the slot; added an alert on the age of slots."
        );
    }

    private static void BackupMissed(DemoWeek week)
    {
        var at = week.At(4, 5, 10);
        week.Fires(at, BackupMissing);
        week.Acknowledges(at + 1500, Tomas, BackupMissing);
        week.Comments(at + 1620, Tomas, BackupMissing, "The host was rebooted during the backup. Started it again.");
        week.Recovers(at + 5700, BackupMissing);
    }

    private static void Flaps(DemoWeek week)
    {
        var at = week.At(3, 17, 5);
        for (var i = 0; i < 4; i++)
        {
            week.Fires(at + (i * 480), CartSlow);
            week.Recovers(at + (i * 480) + 200, CartSlow);
        }

        week.Explains(
            at + 7200,
            Priya,
            CartSlow,
            "The limit of 800 ms is too close to normal evening traffic.",
            "Raised the limit to 1,200 ms."
        );
    }

    /// <summary>Many alerts, one incident, and a storm notice.</summary>
    private static void RackLosesPackets(DemoWeek week)
    {
        var at = week.At(3, 9, 31);
        var hosts = Enumerable.Range(1, 26).Select(i => NetworkLoss.On($"b12-{i:00}")).ToList();
        week.Fires(at, [.. hosts.Take(4)]);
        week.Fires(at + 30, [.. hosts.Skip(4).Take(12)]);
        week.Fires(at + 60, [.. hosts.Skip(16)]);
        week.Acknowledges(at + 190, Jun, hosts[0]);
        week.Comments(at + 400, Jun, hosts[0], "All hosts are in rack b12. The uplink of its switch flaps.");
        week.Recovers(at + 2520, [.. hosts.Take(20)]);
        week.Recovers(at + 2580, [.. hosts.Skip(20)]);
        week.Explains(
            at + 9000,
            Jun,
            hosts[0],
            "A dirty optic in the uplink of the switch of rack b12.",
            "The data centre replaced the optic."
        );
    }

    /// <summary>The alerts of the pods are inhibited by that of their node.</summary>
    private static void NodeGoesDown(DemoWeek week)
    {
        var at = week.At(2, 22, 14);
        week.Fires(at, NodeDown);
        week.Fires(at + 45, PodCrashes.On("cart-66d"), PodCrashes.On("search-1f0"));
        week.Acknowledges(at + 110, Tomas, NodeDown);
        week.Recovers(at + 1100, PodCrashes.On("cart-66d"), PodCrashes.On("search-1f0"));
        week.Recovers(at + 1260, NodeDown);
        week.Explains(
            at + 4000,
            Tomas,
            NodeDown,
            "The kernel ran out of memory and killed the kubelet.",
            "The node was drained and rebooted."
        );
    }

    private static void ExportBreaks(DemoWeek week)
    {
        var at = week.At(1, 6, 2);
        week.Deploys(at - 32400, 4, "reports", "reports 1.19.0", "Renames the VAT columns.");
        week.Fires(at, ExportFails);
        week.Acknowledges(at + 2640, Priya, ExportFails);
        week.Impacts(at + 2700, Priya, ExportFails, "None");
        week.Closes(
            at + 6300,
            Priya,
            ExportFails,
            "1.19.0 renamed a column that the export reads.",
            "Adapted the export and ran it again."
        );
    }

    /// <summary>Seen before what is open now, so that their incidents have similar ones.</summary>
    private static void OftenSeen(DemoWeek week)
    {
        var at = week.At(4, 11, 40);
        week.Fires(at, KafkaLag);
        week.Acknowledges(at + 240, Jun, KafkaLag);
        week.Recovers(at + 2700, KafkaLag);
        week.Explains(
            at + 3600,
            Jun,
            KafkaLag,
            "Broker 2 was restarted and its partitions had no leader.",
            "Moved the partitions to broker 4 and restarted the consumers."
        );
        at = week.At(3, 13, 15);
        week.Fires(at, LoadLate);
        week.Recovers(at + 3900, LoadLate);
    }

    private static void ByHand(DemoWeek week, DemoSettings settings)
    {
        var at = week.At(2, 10, 22);
        string? id = null;
        week.Manually(at, Priya, async op => id = (
                await CreateIncident.Info.Run(
                    new()
                    {
                        Title = "Refunds show the wrong currency",
                        Description = "Two customers wrote that their refund e-mails say USD instead of EUR.",
                        IncidentSeverity = EventStatus.Info,
                        ChannelId = settings.Checkout,
                        AssignedTo = new()
                        {
                            PersonIds = [settings.People[Mara].MemberId, settings.People[Priya].MemberId],
                        },
                    },
                    op
                )
            ).IncidentId);
        week.Manually(at + 600, Mara, op => AcknowledgeIncident.Info.Run(new() { IncidentIds = [id] }, op));
        week.Manually(at + 9000, Mara, op =>
            ResolveIncident.Info.Run(
                new() { IncidentIds = [id], Resolution = "Fixed the template and sent both e-mails again." },
                op
            )
        );
    }

    private static List<DemoAlert> Instances(DemoAlert alert, params IEnumerable<string> names) =>
        [.. names.Select(alert.On)];
}
