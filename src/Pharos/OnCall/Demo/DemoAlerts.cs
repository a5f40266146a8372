using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Demo;

/// <summary>The problems of the sample company that have a story.</summary>
internal static class DemoAlerts
{
    public static DemoAlert PaymentsFail { get; } =
        Prometheus(
            "PaymentErrorsHigh",
            EventStatus.Critical,
            "12 % of card payments fail with status 502. Normal is below 0.5 %.",
            ("team", "payments"),
            ("service", "payments"),
            ("region", "eu-west")
        );

    public static DemoAlert PaymentsSlow { get; } =
        Prometheus(
            "PaymentLatencyHigh",
            EventStatus.Warning,
            "The slowest 1 % of payments take longer than 4 s.",
            ("team", "payments"),
            ("service", "payments"),
            ("region", "eu-west")
        );

    public static DemoAlert CheckoutProbe { get; } =
        new(
            DemoSource.Probes,
            "probe-checkout",
            "Test purchase fails",
            EventStatus.Critical,
            "Step 4 of 5, \"Pay\", ended with HTTP 502 after 3.1 s.",
            Labels(("service", "payments"), ("check", "test purchase"), ("resource", "shop.larkspur.example"))
        );

    public static DemoAlert CartSlow { get; } =
        new(
            DemoSource.Grafana,
            "cart-p99",
            "CartSlow",
            EventStatus.Warning,
            "The slowest 1 % of requests to the cart take longer than 800 ms.",
            Labels(("service", "cart"), ("panel", "Cart latency"))
        );

    public static DemoAlert KafkaLag { get; } =
        Prometheus(
            "ConsumerLagHigh",
            EventStatus.Warning,
            "The consumer group order-events is 184,000 messages behind and falls further behind.",
            ("cluster", "prod-eu"),
            ("service", "kafka"),
            ("group", "order-events")
        );

    public static DemoAlert DiskFilling { get; } =
        Prometheus(
            "DiskWillFillUp",
            EventStatus.Warning,
            "/var/lib/postgresql will be full within 6 hours.",
            ("cluster", "prod-db"),
            ("service", "postgresql"),
            ("instance", "db-3")
        );

    public static DemoAlert CertificateEnds { get; } =
        Prometheus(
            "CertificateExpiresSoon",
            EventStatus.Info,
            "The certificate of api.larkspur.example expires in 6 days.",
            ("cluster", "prod-edge"),
            ("service", "load-balancer"),
            ("instance", "api.larkspur.example")
        );

    public static DemoAlert NodeDown { get; } =
        Prometheus(
            "NodeDown",
            EventStatus.Critical,
            "The node has not answered for 2 minutes.",
            ("cluster", "prod-eu"),
            ("node", "worker-7"),
            ("instance", "worker-7")
        );

    public static DemoAlert PodCrashes { get; } =
        Prometheus(
            "PodCrashLooping",
            EventStatus.Warning,
            "The pod was restarted 5 times in 10 minutes.",
            ("cluster", "prod-eu"),
            ("node", "worker-7"),
            ("namespace", "shop")
        );

    public static DemoAlert NetworkLoss { get; } =
        Prometheus(
            "PacketLossHigh",
            EventStatus.Warning,
            "More than 5 % of packets to this host are lost.",
            ("cluster", "prod-us"),
            ("service", "network"),
            ("rack", "b12")
        );

    public static DemoAlert StagingDown { get; } =
        Prometheus(
            "TargetDown",
            EventStatus.Warning,
            "4 of 6 targets do not answer.",
            ("cluster", "staging"),
            ("job", "api")
        );

    public static DemoAlert LoadLate { get; } =
        new(
            DemoSource.Jobs,
            "warehouse-load",
            "Warehouse load is 40 minutes late",
            EventStatus.Info,
            "Started at the usual time; step \"orders\" runs for 71 minutes instead of 30.",
            Labels(("service", "warehouse"), ("job", "load-hourly"))
        );

    public static DemoAlert ExportFails { get; } =
        new(
            DemoSource.Jobs,
            "finance-export",
            "Finance export failed",
            EventStatus.Warning,
            "Column vat_rate does not exist.",
            Labels(("service", "reports"), ("job", "finance-daily"))
        );

    public static DemoAlert BackupMissing { get; } =
        new(DemoSource.Heartbeat, "heartbeat", "", EventStatus.Critical, "", Labels());

    public static DemoAlert Prometheus(
        string name,
        EventStatus severity,
        string description,
        params ReadOnlySpan<(string Name, string Value)> labels
    ) => new(DemoSource.Alertmanager, name.ToLowerInvariant(), name, severity, description, Labels(labels));

    public static Dictionary<string, string> Labels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            all[name] = value;
        return all;
    }
}
