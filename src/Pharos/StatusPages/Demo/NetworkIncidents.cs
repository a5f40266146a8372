using static Pharos.StatusPages.Rules.ComponentStatus;

namespace Pharos.StatusPages.Demo;

/// <summary>What goes wrong on the way to users, and with what customers manage it all.</summary>
internal static class NetworkIncidents
{
    public static IReadOnlyList<IncidentScenario> All { get; } =
    [
        new(
            1,
            PartialOutage,
            ["Load balancers"],
            "Errors of load balancers in {region}",
            "Load balancers in {region} answer about one request in twelve with status 502, although the "
                + "servers behind them are healthy.",
            "A certificate that the load balancers use among themselves had expired on a part of them. Its "
                + "renewal had failed silently two weeks before.",
            "We are distributing a new certificate.",
            "All load balancers have the new certificate and answer without errors.",
            "Certificates for internal use now raise an alarm three weeks before they expire, wherever they are.",
            "A renewal that fails is tried again each hour and reported at the second failure."
        ),
        new(
            3,
            Degraded,
            ["Load balancers"],
            "Changes of load balancers take effect late",
            "Changes of load balancers, new certificates among them, take up to twenty minutes to take "
                + "effect. Traffic flows as usual with the settings that were in place before.",
            "A single change with several thousand rules kept the distribution of settings busy.",
            "We are distributing the waiting changes in smaller portions.",
            "Changes take effect within a few seconds again."
        ),
        new(
            3,
            Degraded,
            ["DNS"],
            "Record changes of DNS are slow to appear",
            "New and changed DNS records appear on our name servers with a delay of up to thirty minutes. "
                + "Queries are answered as usual, with the records from before.",
            "The transfer of zones to two of our locations was held up by a full disk.",
            "We have freed space and the two locations are catching up.",
            "All locations serve the current records."
        ),
        new(
            1,
            FullOutage,
            ["DNS", "Content delivery"],
            "Name resolution fails",
            "Our name servers do not answer a large part of the queries. Sites whose names are served by "
                + "us may not be reachable, those behind our content delivery among them.",
            "A flood of queries for random names, hundreds of times our usual traffic, filled the links of "
                + "four of our six locations.",
            "We are filtering the flood together with our network providers and are moving addresses to "
                + "locations with more room.",
            "Queries are answered from all six locations. The flood has ended; filters stay in place.",
            "Filtering begins by itself now; switching it on by hand cost us eleven minutes.",
            "Two more locations with larger links are being set up.",
            "This page's own name was served by us. It no longer is."
        ),
        new(
            4,
            Degraded,
            ["Content delivery"],
            "Purging cached content is slow",
            "Purging content from the caches takes up to ten minutes, so that visitors may see older "
                + "versions of pages and files. Content is delivered as fast as usual.",
            "One location did not confirm purge requests, and all others waited for it.",
            "We have taken that location out of the purge and are emptying its cache by hand.",
            "Purge requests are carried out within two seconds in all locations."
        ),
        new(
            4,
            Degraded,
            ["Content delivery"],
            "Slow delivery to some visitors near {region}",
            "Visitors who reach us through some networks near {region} see pages and files load slowly. "
                + "Other regions are not affected.",
            "A link between one of our providers and several access networks is overloaded.",
            "We are sending the traffic around that link by way of another provider.",
            "Delivery near {region} is back to its usual speed."
        ),
        new(
            4,
            Degraded,
            ["Console"],
            "Charts missing in the console",
            "Charts of load and traffic in the console are empty or end some hours ago. The measurements "
                + "themselves are not lost, and alarms work.",
            "One of the servers that answer queries for measurements had fallen behind and was still asked first.",
            "We have taken the server out of service until it has caught up.",
            "Charts are complete again, the hours in between included."
        ),
        new(
            1,
            PartialOutage,
            ["Console"],
            "The console does not load for some users",
            "The console stays blank after signing in for about a fifth of the users. The API and "
                + "everything that runs are not affected; the command-line client can be used in the meantime.",
            "A release of the console referred to a script that had not reached all locations of our content delivery.",
            "We have put the previous release back.",
            "The console loads for everybody. If it stays blank, please reload the page once.",
            "A release is only made visible when each location confirms that it has every file of it.",
            "The console keeps the previous release's scripts for a day."
        ),
        new(
            4,
            Degraded,
            ["API"],
            "Slow answers of the API",
            "Requests to the management API take two to four seconds rather than a few hundred "
                + "milliseconds. Running services are not affected, but deployments by script take longer.",
            "A query that lists resources had lost its index after last night's clean-up and read far more "
                + "than it needed.",
            "The index is being built again.",
            "The API answers as fast as usual."
        ),
        new(
            1,
            PartialOutage,
            ["API", "Console"],
            "Errors when creating and changing resources",
            "Requests that create or change resources fail in about half of all cases, in the console and "
                + "over the API. Reading works, and everything that runs goes on running.",
            "The database that keeps the list of resources had failed over, and part of our servers went "
                + "on writing to the old primary, which refused.",
            "We are restarting the servers that hold on to the old address.",
            "Resources can be created and changed without errors. Requests that were refused have not been "
                + "carried out in part.",
            "Servers now look up the database's address again after three refused writes.",
            "A failover of this database is rehearsed every month."
        ),
        new(
            1,
            PartialOutage,
            ["Sign-in"],
            "Single sign-on fails for some organisations",
            "Members of organisations that use single sign-on cannot sign in to the console. Signing in "
                + "with a password and a code works, and so do API keys.",
            "We rotated the key that our requests are signed with, and some identity providers had kept "
                + "the old one for longer than we announced it.",
            "We sign with the old key again until all providers have read the new one.",
            "Single sign-on works for all organisations.",
            "The next rotation announces the new key four weeks before it is used.",
            "Administrators will be told when their provider has not read it after two weeks."
        ),
        new(
            3,
            Degraded,
            ["Sign-in"],
            "Codes for signing in arrive late",
            "Codes for signing in that we send by e-mail arrive with a delay of several minutes, some only "
                + "after they have expired. Codes from an app are not affected.",
            "The provider that we send these messages with is slow to hand them on to large mailbox providers.",
            "We are sending codes by way of our second provider.",
            "Codes arrive within seconds again."
        ),
        new(
            1,
            PartialOutage,
            ["Load balancers", "Virtual machines", "Managed PostgreSQL"],
            "Packet loss between {region} and other regions",
            "A part of the traffic between {region} and our other regions is lost. Replicas in other "
                + "regions fall behind, and requests across regions are slow or fail. Traffic within a region is "
                + "not affected.",
            "A fibre was cut during construction work, and the link that took over its traffic was too "
                + "small for the evening peak.",
            "We have moved bulk transfers to later hours, and our provider is repairing the fibre.",
            "The fibre is repaired, and all traffic takes its usual way. Replicas have caught up.",
            "The second link is being enlarged to carry the whole traffic at its peak.",
            "Bulk transfers now give way by themselves when a link is lost."
        ),
    ];
}
