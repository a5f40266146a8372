namespace Pharos.StatusPages.Demo;

/// <summary>The planned work of a year.</summary>
internal static class Maintenances
{
    public static IReadOnlyList<MaintenanceScenario> All { get; } =
    [
        new(
            3,
            true,
            ["Managed PostgreSQL"],
            "Minor version updates of PostgreSQL in {region}",
            "We will bring PostgreSQL instances in {region} to the latest minor versions. Each instance is "
                + "unavailable for less than a minute while it fails over to its updated replica; instances "
                + "without a replica for about three minutes.",
            "Instances are being updated. Replicas come first, then each instance fails over.",
            "All PostgreSQL instances in {region} run the latest minor version of their major version."
        ),
        new(
            4,
            true,
            ["Block storage"],
            "Firmware update of storage servers in {region}",
            "We will update the firmware of the storage servers in {region}, one at a time. Volumes stay "
                + "available; for about two minutes per server, reading and writing may be slower than usual.",
            "Servers are being updated one at a time; their volumes are served by the others meanwhile.",
            "All storage servers in {region} run the new firmware."
        ),
        new(
            2,
            true,
            ["Console", "Sign-in"],
            "Database upgrade of the console",
            "We will upgrade the database behind the console and sign-in. The console cannot be used for "
                + "up to fifteen minutes within this window. Everything that runs, and API keys, are not "
                + "affected.",
            "The upgrade has begun. The console shows a notice while it cannot be used.",
            "The upgrade is complete, and the console can be used as usual."
        ),
        new(
            3,
            false,
            ["Load balancers"],
            "New certificate authority for load balancers",
            "We will change the authority that issues the certificates we manage on load balancers. "
                + "Certificates are replaced without interruption. Clients that insist on one particular issuer "
                + "should be set up for the new one before.",
            "Certificates are being replaced region by region.",
            "All certificates that we manage come from the new authority."
        ),
        new(
            6,
            true,
            ["Virtual machines"],
            "Security updates of hosts in {region}",
            "We will install security updates on the hosts of virtual machines in {region}. Machines are "
                + "moved to updated hosts while they run, with a pause of less than a second. Machines with "
                + "local disks are restarted; their owners have been told by e-mail.",
            "Machines are being moved to updated hosts, zone by zone.",
            "All hosts in {region} are up to date."
        ),
        new(
            2,
            true,
            ["DNS"],
            "Replacement of name servers in two locations",
            "We will replace the name servers in two of our six locations. Queries are answered by the "
                + "other locations in the meantime; some visitors may see answers take a few milliseconds longer.",
            "Traffic has been moved away from the first location, and its servers are being replaced.",
            "Both locations answer queries with new servers."
        ),
        new(
            2,
            true,
            ["Containers"],
            "Upgrade of the container platform in {region}",
            "We will upgrade the control plane of the container platform in {region}. Containers go on "
                + "running. Deployments and scaling wait for up to ten minutes and are carried out afterwards.",
            "The control plane is being upgraded. Deployments that are made now wait until it is done.",
            "The container platform in {region} is upgraded, and all waiting deployments have been carried out."
        ),
        new(
            4,
            true,
            ["Object storage"],
            "Index reorganisation of object storage in {region}",
            "We will reorganise the index of object storage in {region}, so that listing large buckets "
                + "becomes faster. Listing may take longer than usual in this window. Reading and writing "
                + "objects are not affected.",
            "The index is being reorganised; listing buckets may be slow.",
            "The index is reorganised. Listing a bucket of a million objects now takes about half as long."
        ),
        new(
            3,
            true,
            ["Load balancers", "Content delivery"],
            "Router replacement in {region}",
            "We will replace one of the two routers that connect {region} to the internet. Traffic is "
                + "moved to the other one before. A short rise of latency is possible at the beginning and at "
                + "the end.",
            "Traffic runs over the second router, and the first one is being replaced.",
            "The new router is in service, and traffic is shared between both as before."
        ),
        new(
            1,
            true,
            ["Key-value cache"],
            "Proxy update of caches in {region}",
            "We will update the proxies in front of the key-value caches in {region}. Each connection is "
                + "closed once; clients that reconnect by themselves need nothing done. The content of caches is "
                + "kept.",
            "Proxies are being updated one after the other.",
            "All proxies in {region} are up to date."
        ),
        new(
            2,
            true,
            ["API"],
            "Move of the API to new servers",
            "We will move the management API to new servers. Requests may be answered with status 503 and "
                + "a *Retry-After* header for a few seconds at a time; our command-line client tries again by "
                + "itself.",
            "Requests are being moved to the new servers in steps.",
            "The API runs on the new servers. The old ones will be switched off next week."
        ),
        new(
            5,
            false,
            ["Backups"],
            "Rehearsal of restoring backups",
            "We will restore a sample of last night's backups into an environment of its own and compare "
                + "them with their originals, as we do twice a year. Customers will not notice it; restoring "
                + "your own backups may take slightly longer.",
            "Backups are being restored and compared.",
            "All sampled backups were restored completely and agreed with their originals."
        ),
    ];
}
