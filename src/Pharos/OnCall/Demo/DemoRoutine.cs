using Pharos.Kernel;
using Pharos.OnCall.Rules;
using static Pharos.OnCall.Demo.DemoAlerts;

namespace Pharos.OnCall.Demo;

/// <summary>The small alerts of every day. Most go away by themselves.</summary>
internal static class DemoRoutine
{
    private static readonly DemoAlert[] Usual =
    [
        Prometheus(
            "CpuThrottling",
            EventStatus.Info,
            "The container is throttled for 40 % of the time.",
            ("cluster", "prod-eu"),
            ("service", "search")
        ),
        Prometheus(
            "ReplicationLag",
            EventStatus.Warning,
            "The replica is 95 s behind.",
            ("cluster", "prod-db"),
            ("service", "postgresql"),
            ("instance", "db-2")
        ),
        Prometheus(
            "QueueGrows",
            EventStatus.Warning,
            "4,200 jobs wait; normal is below 300.",
            ("team", "analytics"),
            ("service", "ingest")
        ),
        Prometheus(
            "RedisMemoryHigh",
            EventStatus.Warning,
            "91 % of memory is in use.",
            ("team", "payments"),
            ("service", "sessions"),
            ("instance", "redis-1")
        ),
        Prometheus(
            "ApiErrorsHigh",
            EventStatus.Critical,
            "3 % of requests end with a status of 5xx.",
            ("cluster", "prod-edge"),
            ("service", "api")
        ),
        new(
            DemoSource.Probes,
            "probe-login",
            "Sign-in takes longer than 5 s",
            EventStatus.Warning,
            "Signing in took 6.4 s from Frankfurt.",
            Labels(("service", "sign-in"), ("check", "sign-in"), ("resource", "shop.larkspur.example"))
        ),
        new(
            DemoSource.Grafana,
            "conversion",
            "ConversionDrops",
            EventStatus.Info,
            "14 % fewer purchases than in the same hour of last week.",
            Labels(("service", "shop"), ("panel", "Conversion"))
        ),
        new(
            DemoSource.Jobs,
            "dedupe",
            "Job dedupe-customers ran out of memory",
            EventStatus.Warning,
            "Killed after 2 h 11 min.",
            Labels(("service", "warehouse"), ("job", "dedupe-customers"))
        ),
    ];

    public static void Tell(DemoWeek week, SeededRandom random)
    {
        for (var day = 6; day >= 1; day--)
        {
            for (var i = 0; i < Usual.Length; i++)
            {
                if (!random.Chance(45))
                    continue;
                // Alerts have hours of their own, so that one is over before it fires again.
                var at = week.At(day, (i * 3) % 24, random.Between(0, 59));
                var minutes = random.Between(6, 55);
                week.Fires(at, Usual[i]);
                if (random.Chance(40))
                    week.Acknowledges(
                        at + random.Between(60, 300),
                        random.One([DemoPerson.Mara, DemoPerson.Jun, DemoPerson.Priya, DemoPerson.Tomas]),
                        Usual[i]
                    );
                week.Recovers(at + (minutes * 60L), Usual[i]);
            }
        }
    }
}
