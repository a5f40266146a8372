using static Pharos.StatusPages.Rules.ComponentStatus;

namespace Pharos.StatusPages.Demo;

/// <summary>Incidents of networking and of the platform's own tools.</summary>
internal static class NetworkIncidents
{
    public static IReadOnlyList<IncidentScenario> All { get; } =
    [
        new(
            1,
            PartialOutage,
            ["Load balancers"],
            "Load balancer errors in {region}",
            "Load balancers in {region} are returning 502 errors for about 1 in 12 requests, although the "
                + "backends are healthy.",
            "A certificate that the load balancers use internally had expired on some of them. Its "
                + "automatic renewal had failed silently two weeks earlier.",
            "We are rolling out a new certificate.",
            "All load balancers have the new certificate and are serving requests without errors.",
            "All internal certificates now trigger an alert three weeks before they expire.",
            "A failed renewal is now retried every hour and reported after the second failure."
        ),
        new(
            3,
            Degraded,
            ["Load balancers"],
            "Delayed load balancer changes",
            "Changes to load balancers, including new certificates, are taking up to 20 minutes to take "
                + "effect. Traffic continues to flow normally with the previous settings.",
            "A single change with several thousand rules was blocking the distribution of settings.",
            "We are rolling out the pending changes in smaller batches.",
            "Changes take effect within a few seconds again."
        ),
        new(
            3,
            Degraded,
            ["DNS"],
            "Delayed DNS record updates",
            "New and updated DNS records are taking up to 30 minutes to reach our name servers. Queries are "
                + "answered as usual, with the previous records.",
            "A full disk was blocking zone transfers to two of our locations.",
            "We have freed up disk space, and the two locations are catching up.",
            "All locations are serving the current records."
        ),
        new(
            1,
            FullOutage,
            ["DNS", "Content delivery"],
            "DNS resolution failures",
            "Our name servers are failing to answer a large share of queries. Sites that use our DNS may be "
                + "unreachable, including those on our content delivery network.",
            "A flood of queries for random names, hundreds of times our normal traffic, saturated the links "
                + "of four of our six locations.",
            "We are filtering the attack together with our network providers and moving addresses to "
                + "locations with spare capacity.",
            "All six locations are answering queries. The attack has ended; the filters remain in place.",
            "Filtering now starts automatically; enabling it manually cost us 11 minutes.",
            "We are adding two more locations with larger links.",
            "This status page used our own DNS. It no longer does."
        ),
        new(
            4,
            Degraded,
            ["Content delivery"],
            "Slow cache purges",
            "Cache purges are taking up to 10 minutes, so visitors may see outdated versions of pages and "
                + "files. Delivery speed is not affected.",
            "One location was not confirming purge requests, and all others were waiting for it.",
            "We have removed that location from the purge process and are clearing its cache manually.",
            "Purge requests complete within two seconds in all locations."
        ),
        new(
            4,
            Degraded,
            ["Content delivery"],
            "Slow content delivery near {region}",
            "Visitors on some networks near {region} are experiencing slow page and file loads. Other "
                + "regions are not affected.",
            "A link between one of our providers and several access networks is congested.",
            "We are routing traffic around that link through another provider.",
            "Delivery near {region} is back to normal speed."
        ),
        new(
            4,
            Degraded,
            ["Console"],
            "Missing charts in the console",
            "Load and traffic charts in the console are empty or end several hours ago. No metrics have "
                + "been lost, and alerts are working.",
            "One of the servers that answer metrics queries had fallen behind but was still being queried first.",
            "We have taken the server out of rotation until it has caught up.",
            "Charts are complete again, including the hours that were missing."
        ),
        new(
            1,
            PartialOutage,
            ["Console"],
            "The console does not load for some users",
            "The console shows a blank page after sign-in for about one in five users. The API and all "
                + "running services are not affected; please use the command-line client in the meantime.",
            "A console release referenced a script that had not reached every location of our content "
                + "delivery network.",
            "We have rolled back to the previous release.",
            "The console loads for all users. If you still see a blank page, please reload it once.",
            "A release now goes live only after every location confirms that it has all of the files.",
            "The console now keeps the previous release's scripts for a day."
        ),
        new(
            4,
            Degraded,
            ["API"],
            "Slow API responses",
            "Requests to the management API are taking two to four seconds instead of a few hundred "
                + "milliseconds. Running services are not affected, but scripted deployments take longer.",
            "A query that lists resources lost its index during last night's cleanup and was reading far "
                + "more data than necessary.",
            "We are rebuilding the index.",
            "API response times are back to normal."
        ),
        new(
            1,
            PartialOutage,
            ["API", "Console"],
            "Errors when creating or changing resources",
            "About half of all requests to create or change resources are failing, both in the console and "
                + "through the API. Reads are working, and running services are not affected.",
            "The database behind our resource inventory failed over, and some of our servers kept writing "
                + "to the old primary, which rejected the writes.",
            "We are restarting the servers that still use the old address.",
            "Resources can be created and changed without errors. No rejected request was partially applied.",
            "Servers now look up the database address again after three rejected writes.",
            "We now rehearse a failover of this database every month."
        ),
        new(
            1,
            PartialOutage,
            ["Sign-in"],
            "Single sign-on fails for some organizations",
            "Members of organizations that use single sign-on cannot sign in to the console. Signing in "
                + "with a password and a code still works, and API keys are not affected.",
            "We rotated the key that signs our requests, and some identity providers cached the old key for "
                + "longer than the notice period we had given.",
            "We are signing with the old key again until all providers have fetched the new one.",
            "Single sign-on works for all organizations.",
            "We will announce the next key four weeks before we start using it.",
            "Administrators will be notified if their provider has not fetched the new key after two weeks."
        ),
        new(
            3,
            Degraded,
            ["Sign-in"],
            "Delayed sign-in codes",
            "Sign-in codes sent by email are arriving several minutes late, in some cases after they have "
                + "expired. Codes from authenticator apps are not affected.",
            "Our email provider is slow to deliver messages to some large mailbox providers.",
            "We are sending codes through our second email provider.",
            "Codes arrive within seconds again."
        ),
        new(
            1,
            PartialOutage,
            ["Load balancers", "Virtual machines", "Managed PostgreSQL"],
            "Packet loss between {region} and other regions",
            "Some traffic between {region} and our other regions is being lost. Replicas in other regions "
                + "are falling behind, and cross-region requests are slow or failing. Traffic within regions is "
                + "not affected.",
            "A fiber cable was cut during construction work, and the link that took over its traffic was "
                + "too small for the evening peak.",
            "We have postponed bulk transfers to off-peak hours, and our provider is repairing the fiber.",
            "The fiber has been repaired, and all traffic uses its normal path. Replicas have caught up.",
            "We are upgrading the second link so that it can carry all traffic at peak times.",
            "Bulk transfers now pause automatically when a link is lost."
        ),
    ];
}
