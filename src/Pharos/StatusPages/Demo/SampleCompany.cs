namespace Pharos.StatusPages.Demo;

/// <summary>The made-up company whose status page the demo shows, and what it runs.</summary>
internal static class SampleCompany
{
    public const string Name = "Larkspur Cloud";
    public const string Slug = "larkspur";
    public const string PageTitle = "Larkspur Cloud status";
    public const string Contact = "mailto:support@example.com";

    public const string Header =
        "Current state and history of all Larkspur Cloud services, for every region. Planned work is "
        + "announced here at least three days ahead.";

    public const string Footer =
        "Times are in UTC. Larkspur Cloud is made up, and so is everything that happened to it: this page "
        + "is the demo of Pharos.";

    /// <summary>A flower of five petals.</summary>
    public const string Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><g fill="#5b5bd6"><circle cx="32" cy="16" r="12"/><circle cx="47" cy="27" r="12"/><circle cx="41" cy="45" r="12"/><circle cx="23" cy="45" r="12"/><circle cx="17" cy="27" r="12"/></g><circle cx="32" cy="32" r="7" fill="#fff"/></svg>
        """;

    public static IReadOnlyList<SampleSection> Sections { get; } =
    [
        new(
            "Compute",
            "Everything that runs your code.",
            [
                new("Virtual machines", "Starting, stopping and running virtual machines."),
                new("Containers", "The container platform: deployments, scaling and the image registry."),
                new("Functions", "Functions called by requests, events and timers."),
            ]
        ),
        new(
            "Storage",
            "Everything that keeps your data.",
            [
                new("Object storage", "Reading and writing objects over the S3-compatible interface."),
                new("Block storage", "Volumes attached to virtual machines and containers."),
                new("Backups", "Nightly and on-demand backups, and restoring from them."),
            ]
        ),
        new(
            "Databases",
            "Databases that we run for you.",
            [
                new("Managed PostgreSQL", "PostgreSQL instances with replicas and automatic failover."),
                new("Key-value cache", "In-memory caches, single and clustered."),
            ]
        ),
        new(
            "Networking",
            "The way to your users.",
            [
                new("Load balancers", "Public and private load balancers, and their certificates."),
                new("DNS", "Authoritative name service and record changes."),
                new("Content delivery", "Caching close to your users, and purging."),
            ]
        ),
        new(
            "Platform",
            "What you manage it all with.",
            [
                new("Console", "The web console."),
                new("API", "The management API and the command-line client that uses it."),
                new("Sign-in", "Signing in with a password, a code or single sign-on."),
            ]
        ),
    ];
}

internal sealed record SampleSection(string Name, string Description, IReadOnlyList<SampleComponent> Components);

internal sealed record SampleComponent(string Name, string Description);
