using static Pharos.OnCall.Demo.DemoAlerts;
using static Pharos.OnCall.Demo.DemoPerson;

namespace Pharos.OnCall.Demo;

/// <summary>What is open when the demo starts: one incident of every progress and severity.</summary>
internal static class DemoNow
{
    public static void Tell(DemoWeek week)
    {
        week.Deploys(week.Ago(23), 8, "payments", "payments 3.42.0", "Second attempt at the new retry policy.");
        week.Fires(week.Ago(9), PaymentsFail.On("payments-1"), PaymentsFail.On("payments-2"));
        week.Fires(week.Ago(8), CheckoutProbe);
        week.Fires(week.Ago(6), PaymentsSlow.On("payments-1"));

        week.Fires(week.Ago(64), KafkaLag);
        week.Acknowledges(week.Ago(58), Jun, KafkaLag);
        week.Impacts(week.Ago(55), Jun, KafkaLag, "Some");
        week.Comments(
            week.Ago(51),
            Jun,
            KafkaLag,
            "One partition has no leader. Order e-mails are late, no orders are lost.\n\n"
                + "- moved the partition to broker 4\n- lag should shrink within the hour"
        );
        week.Fires(
            week.Ago(12),
            KafkaLag with
            {
                Description = "The consumer group order-events is 61,000 messages behind.",
            }
        );

        week.Fires(week.Ago(95), LoadLate);
        week.Snoozes(week.Ago(80), Priya, LoadLate, 240);

        week.Fires(week.Ago(190), CertificateEnds);

        // Silenced while staging moves.
        week.Fires(week.Ago(130), StagingDown);
    }
}
