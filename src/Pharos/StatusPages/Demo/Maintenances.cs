namespace Pharos.StatusPages.Demo;

/// <summary>Planned maintenance over a year.</summary>
internal static class Maintenances
{
    public static IReadOnlyList<MaintenanceScenario> All { get; } =
    [
        new(
            3,
            true,
            ["Managed PostgreSQL"],
            "PostgreSQL minor version upgrades in {region}",
            "We will upgrade PostgreSQL instances in {region} to the latest minor versions. Each instance "
                + "will be unavailable for less than a minute while it fails over to its upgraded replica, or "
                + "for about three minutes if it has no replica.",
            "We are upgrading instances: replicas first, followed by a failover of each instance.",
            "All PostgreSQL instances in {region} are running the latest minor version of their release."
        ),
        new(
            4,
            true,
            ["Block storage"],
            "Storage server firmware updates in {region}",
            "We will update the firmware of the storage servers in {region}, one server at a time. Volumes "
                + "will stay available; reads and writes may be slower than usual for about two minutes per "
                + "server.",
            "We are updating servers one at a time. The other servers are serving their volumes.",
            "All storage servers in {region} are running the new firmware."
        ),
        new(
            2,
            true,
            ["Console", "Sign-in"],
            "Console database upgrade",
            "We will upgrade the database behind the console and sign-in. The console will be unavailable "
                + "for up to 15 minutes during this window. Running services and API keys are not affected.",
            "The upgrade has started. The console shows a notice while it is unavailable.",
            "The upgrade is complete, and the console is available again."
        ),
        new(
            3,
            false,
            ["Load balancers"],
            "New certificate authority for load balancers",
            "We will switch to a new certificate authority for the certificates that we manage on load "
                + "balancers. Certificates will be replaced without interruption. If your clients pin a "
                + "specific issuer, please configure them for the new one in advance.",
            "We are replacing certificates region by region.",
            "All certificates that we manage are issued by the new authority."
        ),
        new(
            6,
            true,
            ["Virtual machines"],
            "Host security updates in {region}",
            "We will install security updates on virtual machine hosts in {region}. Machines will be "
                + "live-migrated to updated hosts, with a pause of less than a second. Machines with local "
                + "disks will be restarted; we have notified their owners by email.",
            "We are migrating machines to updated hosts, zone by zone.",
            "All hosts in {region} are up to date."
        ),
        new(
            2,
            true,
            ["DNS"],
            "Name server replacement in two locations",
            "We will replace the name servers in two of our six locations. The other locations will answer "
                + "queries during the work; some visitors may see responses take a few milliseconds longer.",
            "We have moved traffic away from the first location and are replacing its servers.",
            "Both locations are answering queries with the new servers."
        ),
        new(
            2,
            true,
            ["Containers"],
            "Container platform upgrade in {region}",
            "We will upgrade the control plane of the container platform in {region}. Running containers "
                + "are not affected. Deployments and scaling will be queued for up to 10 minutes and carried "
                + "out afterwards.",
            "We are upgrading the control plane. New deployments will wait until the upgrade is complete.",
            "The container platform in {region} has been upgraded, and all queued deployments have completed."
        ),
        new(
            4,
            true,
            ["Object storage"],
            "Object storage index maintenance in {region}",
            "We will reorganize the object storage index in {region} to make listing large buckets faster. "
                + "Listing may be slower than usual during this window. Reads and writes of objects are not "
                + "affected.",
            "We are reorganizing the index. Listing buckets may be slow.",
            "The index has been reorganized. Listing a bucket with a million objects now takes about half as long."
        ),
        new(
            3,
            true,
            ["Load balancers", "Content delivery"],
            "Router replacement in {region}",
            "We will replace one of the two routers that connect {region} to the internet. Traffic will be "
                + "moved to the other router first. You may see a brief increase in latency at the beginning "
                + "and at the end.",
            "Traffic is running through the second router, and we are replacing the first one.",
            "The new router is in service, and both routers are sharing traffic again."
        ),
        new(
            1,
            true,
            ["Key-value cache"],
            "Cache proxy updates in {region}",
            "We will update the proxies in front of the key-value caches in {region}. Each connection will "
                + "be closed once; clients that reconnect automatically need no action. Cached data is not "
                + "affected.",
            "We are updating the proxies one by one.",
            "All proxies in {region} are up to date."
        ),
        new(
            2,
            true,
            ["API"],
            "API migration to new servers",
            "We will move the management API to new servers. Requests may return status 503 with a "
                + "*Retry-After* header for a few seconds at a time; our command-line client retries "
                + "automatically.",
            "We are moving requests to the new servers in stages.",
            "The API is running on the new servers. We will switch off the old ones next week."
        ),
        new(
            5,
            false,
            ["Backups"],
            "Backup restore test",
            "We will restore a sample of last night's backups into an isolated environment and compare them "
                + "with the originals, as we do twice a year. This has no impact on running services; restoring "
                + "your own backups may take slightly longer.",
            "We are restoring backups and comparing them with the originals.",
            "All sampled backups were restored completely and matched their originals."
        ),
    ];
}
