using static Pharos.StatusPages.Rules.ComponentStatus;

namespace Pharos.StatusPages.Demo;

/// <summary>What goes wrong where code runs and data is kept.</summary>
internal static class ComputeIncidents
{
    public static IReadOnlyList<IncidentScenario> All { get; } =
    [
        new(
            4,
            Degraded,
            ["Virtual machines"],
            "Slow virtual machine starts in {region}",
            "Creating and starting virtual machines in {region} takes several minutes longer than usual, "
                + "and a few requests time out. Machines that are running are not affected.",
            "A scheduler was holding on to capacity that had already been given back, so that each request "
                + "had to be tried on several hosts.",
            "We are restarting the scheduler one zone at a time.",
            "Virtual machines in {region} start as fast as usual again."
        ),
        new(
            1,
            PartialOutage,
            ["Virtual machines", "Block storage"],
            "Virtual machines unreachable in one zone of {region}",
            "About a tenth of the virtual machines in one zone of {region} cannot be reached, and their "
                + "volumes do not answer. The other zones work normally.",
            "A power distribution unit failed and took a row of racks with it. The second feed should have "
                + "carried the load, but its breaker tripped as well.",
            "Technicians are on site and are bringing the racks back one after the other; machines restart "
                + "by themselves.",
            "All racks have power again from both feeds, and all virtual machines and volumes are back.",
            "Breakers of both feeds are now tested under full load every quarter, not only at installation.",
            "Machines of one customer are spread over more rows than before.",
            "We alert on a lost feed within a minute; this time it took us nine."
        ),
        new(
            4,
            Degraded,
            ["Containers"],
            "Container deployments waiting in {region}",
            "New container deployments in {region} stay in the state *pending* for up to fifteen minutes. "
                + "Containers that are running, and their scaling, are not affected.",
            "The queue of deployments was blocked by one very large deployment that was retried without a pause.",
            "We have set that deployment aside and are working through the queue.",
            "The queue is empty and new deployments start within seconds."
        ),
        new(
            1,
            PartialOutage,
            ["Containers"],
            "Container images cannot be pulled",
            "Pulling images from the registry fails for about a third of the requests. Containers that "
                + "have to be started anew may not come up; those that run go on running.",
            "An update of the registry changed how it signs download links, and part of the storage "
                + "servers still refused the new form.",
            "We are taking the update back in all regions.",
            "Images can be pulled in all regions, and containers that had failed to start have been started.",
            "Updates of the registry now reach one region a day, and wait for real pulls to succeed there.",
            "A check pulls an image from every region each minute, through the same way that customers use."
        ),
        new(
            4,
            Degraded,
            ["Functions"],
            "Slow first calls of functions in {region}",
            "The first call of a function after a pause takes up to ten seconds in {region}. Functions "
                + "that are called all the time answer as fast as usual.",
            "The pool of prepared sandboxes ran empty faster than it was refilled, after a change that "
                + "made it smaller at night.",
            "We are enlarging the pool and have switched off the change.",
            "First calls are back to their usual time."
        ),
        new(
            3,
            Degraded,
            ["Functions"],
            "Timers of functions run late",
            "Functions that are called by a timer run up to twelve minutes late. None is lost: each call "
                + "is made, once. Calls by requests and events are not affected.",
            "The database behind the timers was busy with a clean-up of old entries that ran for much "
                + "longer than planned.",
            "We have stopped the clean-up, and late calls are being made in order.",
            "All late calls have been made, and timers are on time."
        ),
        new(
            4,
            Degraded,
            ["Object storage"],
            "Upload errors of object storage in {region}",
            "Around two per cent of the uploads to object storage in {region} fail with status 503. A "
                + "repeated request usually succeeds. Reading is not affected.",
            "One of the nodes that take uploads ran out of connections to its neighbours, but went on "
                + "taking its share of requests.",
            "We have taken the node out of service and are moving its work to others.",
            "Uploads succeed at their usual rate."
        ),
        new(
            1,
            FullOutage,
            ["Object storage", "Backups", "Containers"],
            "Object storage unavailable in {region}",
            "Requests to object storage in {region} fail. Backups and container images kept in this region "
                + "cannot be reached either. No data is lost.",
            "A change of the network's configuration removed the routes between the front ends and the "
                + "index. The change had passed its review, and its test on one node, because that node had an "
                + "older route left over.",
            "We have taken the change back and are starting the index servers in the order that they need.",
            "Object storage in {region} answers all requests. Uploads that were acknowledged before are all there.",
            "Network changes are tested on nodes that were set up afresh the same day.",
            "The automatic roll-back now also watches the index, not only the front ends.",
            "Starting the index from nothing took 40 minutes; we are working on bringing that below ten."
        ),
        new(
            3,
            Degraded,
            ["Block storage"],
            "Higher latency of volumes in {region}",
            "Reading from and writing to some volumes in {region} takes three to five times longer than "
                + "usual. Applications that write a lot may notice it. No data is at risk.",
            "After a disk was replaced, its data was copied back with too high a priority, which slowed "
                + "down other traffic.",
            "We have lowered the priority of the copying, which will go on for a few hours without being noticed.",
            "The latency of volumes in {region} is back to normal."
        ),
        new(
            3,
            Degraded,
            ["Backups"],
            "Nightly backups are late",
            "Nightly backups began late and are still under way for some databases and volumes. Backups on "
                + "demand and restoring work as usual.",
            "The service that plans backups waited for a lock that a stopped process had left behind.",
            "We have removed the lock, and the remaining backups are running with more workers than usual.",
            "All nightly backups of last night are complete. The next ones will begin on time."
        ),
        new(
            1,
            PartialOutage,
            ["Managed PostgreSQL"],
            "Failovers of PostgreSQL instances in {region}",
            "A number of PostgreSQL instances in {region} have failed over to their replica, some of them "
                + "more than once. Connections are cut for about thirty seconds each time.",
            "The health check of the primaries shared a host with a log shipper that used up its memory, "
                + "so that healthy instances were taken for dead.",
            "We have paused automatic failover in the region and are moving the health checks to hosts of their own.",
            "All instances run on a healthy primary, and automatic failover is on again.",
            "Health checks now need two hosts in different zones to agree before an instance is failed over.",
            "Log shippers have a memory limit."
        ),
        new(
            3,
            Degraded,
            ["Managed PostgreSQL"],
            "New PostgreSQL instances take long to create",
            "Creating a PostgreSQL instance, or a replica of one, takes up to forty minutes. Existing "
                + "instances are not affected.",
            "The images that new instances are made from had not been copied to all zones, and were "
                + "fetched from far away.",
            "We are copying the images to the zones that lack them.",
            "Instances are created within their usual five minutes."
        ),
        new(
            3,
            Degraded,
            ["Key-value cache"],
            "Connection resets of caches in {region}",
            "Clients of the key-value cache in {region} see their connections reset now and then. Most of "
                + "them reconnect at once; some report errors to their users.",
            "A new version of the proxy in front of the caches closed idle connections after one minute "
                + "rather than ten.",
            "We are setting the time back to ten minutes; proxies take it up one after the other.",
            "Connections stay open as long as before."
        ),
    ];
}
