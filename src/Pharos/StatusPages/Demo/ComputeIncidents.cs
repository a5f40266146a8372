using static Pharos.StatusPages.Rules.ComponentStatus;

namespace Pharos.StatusPages.Demo;

/// <summary>Incidents of compute, storage and databases.</summary>
internal static class ComputeIncidents
{
    public static IReadOnlyList<IncidentScenario> All { get; } =
    [
        new(
            4,
            Degraded,
            ["Virtual machines"],
            "Slow virtual machine starts in {region}",
            "Creating and starting virtual machines in {region} is taking several minutes longer than "
                + "usual, and a few requests are timing out. Running machines are not affected.",
            "A scheduler was still reserving capacity that had already been released, so each request had "
                + "to be tried on several hosts.",
            "We are restarting the scheduler one zone at a time.",
            "Virtual machines in {region} are starting at their usual speed again."
        ),
        new(
            1,
            PartialOutage,
            ["Virtual machines", "Block storage"],
            "Virtual machines unreachable in one zone of {region}",
            "About 10% of the virtual machines in one zone of {region} are unreachable, and their volumes "
                + "are not responding. The other zones are working normally.",
            "A power distribution unit failed and took down a row of racks. The second feed should have "
                + "carried the load, but its breaker tripped as well.",
            "Technicians are on site and are restoring the racks one by one. Machines restart automatically.",
            "All racks are powered by both feeds again, and all virtual machines and volumes are back.",
            "We now test the breakers of both feeds under full load every quarter, not only at installation.",
            "We now spread each customer's machines across more rows.",
            "We now alert on a lost feed within one minute; this time it took us nine."
        ),
        new(
            4,
            Degraded,
            ["Containers"],
            "Container deployments stuck in {region}",
            "New container deployments in {region} remain in the *pending* state for up to 15 minutes. "
                + "Running containers and their scaling are not affected.",
            "The deployment queue was blocked by one very large deployment that was retried without a delay.",
            "We have set that deployment aside and are working through the queue.",
            "The queue is empty, and new deployments start within seconds."
        ),
        new(
            1,
            PartialOutage,
            ["Containers"],
            "Container image pulls failing",
            "About a third of image pulls from the registry are failing. Containers that need to start may "
                + "not come up; running containers are not affected.",
            "A registry update changed how download links are signed, and some of the storage servers still "
                + "rejected the new format.",
            "We are rolling back the update in all regions.",
            "Image pulls work in all regions, and containers that had failed to start are running.",
            "Registry updates now reach one region per day, and wait for real pulls to succeed there.",
            "A check now pulls an image from every region every minute, over the same path that customers use."
        ),
        new(
            4,
            Degraded,
            ["Functions"],
            "Slow function cold starts in {region}",
            "The first call of a function after an idle period is taking up to 10 seconds in {region}. "
                + "Functions that are called frequently respond as usual.",
            "A change that shrinks the pool of prewarmed sandboxes at night caused the pool to drain faster "
                + "than it was refilled.",
            "We have disabled the change and are enlarging the pool.",
            "Cold starts are back to their usual duration."
        ),
        new(
            3,
            Degraded,
            ["Functions"],
            "Delayed timer-triggered functions",
            "Functions triggered by timers are running up to 12 minutes late. No calls are lost or "
                + "duplicated. Functions triggered by requests and events are not affected.",
            "The database behind the timers was busy with a cleanup of old entries that took much longer "
                + "than planned.",
            "We have stopped the cleanup, and delayed calls are being made in order.",
            "All delayed calls have been made, and timers are running on time."
        ),
        new(
            4,
            Degraded,
            ["Object storage"],
            "Object storage upload errors in {region}",
            "About 2% of uploads to object storage in {region} are failing with status 503. Retrying "
                + "usually succeeds. Reads are not affected.",
            "One of the upload nodes ran out of connections to its peers but kept accepting its share of requests.",
            "We have taken the node out of service and are moving its work to other nodes.",
            "Uploads are succeeding at their usual rate."
        ),
        new(
            1,
            FullOutage,
            ["Object storage", "Backups", "Containers"],
            "Object storage unavailable in {region}",
            "Requests to object storage in {region} are failing. Backups and container images stored in "
                + "this region are also unavailable. No data has been lost.",
            "A network configuration change removed the routes between the front ends and the index. The "
                + "change had passed review and a test on one node, because that node still had an old route.",
            "We have rolled back the change and are starting the index servers in the required order.",
            "Object storage in {region} is serving all requests. All previously acknowledged uploads are intact.",
            "Network changes are now tested on nodes that were set up from scratch the same day.",
            "Automatic rollback now also watches the index, not only the front ends.",
            "A cold start of the index took 40 minutes; we are working to bring that below 10."
        ),
        new(
            3,
            Degraded,
            ["Block storage"],
            "Increased volume latency in {region}",
            "Reads and writes on some volumes in {region} are taking three to five times longer than usual. "
                + "Write-heavy applications may be affected. No data is at risk.",
            "After a disk replacement, its data was being copied back at too high a priority, which slowed "
                + "down other traffic.",
            "We have lowered the priority of the copy, which will continue in the background for a few hours.",
            "Volume latency in {region} is back to normal."
        ),
        new(
            3,
            Degraded,
            ["Backups"],
            "Delayed nightly backups",
            "Nightly backups started late and are still running for some databases and volumes. On-demand "
                + "backups and restores work as usual.",
            "The backup scheduler was waiting for a lock that a stopped process had left behind.",
            "We have removed the lock, and the remaining backups are running with extra workers.",
            "All of last night's backups are complete. The next ones will start on time."
        ),
        new(
            1,
            PartialOutage,
            ["Managed PostgreSQL"],
            "Unexpected PostgreSQL failovers in {region}",
            "Some PostgreSQL instances in {region} have failed over to their replica, in some cases more "
                + "than once. Each failover interrupts connections for about 30 seconds.",
            "The primaries' health check shared a host with a log shipper that ran out of memory, so "
                + "healthy instances were considered down.",
            "We have paused automatic failover in the region and are moving the health checks to dedicated hosts.",
            "All instances are running on a healthy primary, and automatic failover is enabled again.",
            "Two hosts in different zones must now agree before an instance fails over.",
            "Log shippers now have a memory limit."
        ),
        new(
            3,
            Degraded,
            ["Managed PostgreSQL"],
            "Slow creation of PostgreSQL instances",
            "Creating a PostgreSQL instance or replica is taking up to 40 minutes. Existing instances are "
                + "not affected.",
            "The images for new instances had not been copied to all zones and had to be fetched from "
                + "another region.",
            "We are copying the images to the missing zones.",
            "Instances are created within the usual five minutes."
        ),
        new(
            3,
            Degraded,
            ["Key-value cache"],
            "Cache connection resets in {region}",
            "Clients of the key-value cache in {region} are seeing intermittent connection resets. Most "
                + "reconnect immediately; some report errors to their users.",
            "A new version of the proxy in front of the caches closed idle connections after one minute "
                + "instead of ten.",
            "We are restoring the ten-minute timeout on all proxies.",
            "Connections stay open as long as before."
        ),
    ];
}
