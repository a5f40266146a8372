namespace Pharos.StatusPages.Demo;

/// <summary>The fictional company on the demo's status page, and its services.</summary>
internal static class SampleCompany
{
    public const string Name = "Larkspur Cloud";
    public const string Slug = "larkspur";
    public const string PageTitle = "Larkspur Cloud status";
    public const string Contact = "mailto:support@example.com";
    public const string AccentColor = "#5b5bd6";

    public const string Header =
        "Current status and history of all Larkspur Cloud services in all regions. Planned maintenance is "
        + "announced here at least three days in advance.";

    public const string Footer =
        "All times are in UTC. Larkspur Cloud and its incidents are fictional: this page is a demo of Pharos.";

    /// <summary>A flower with five petals.</summary>
    public const string Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
          <g fill="#5b5bd6">
            <circle cx="32" cy="16" r="12"/>
            <circle cx="47" cy="27" r="12"/>
            <circle cx="41" cy="45" r="12"/>
            <circle cx="23" cy="45" r="12"/>
            <circle cx="17" cy="27" r="12"/>
          </g>
          <circle cx="32" cy="32" r="7" fill="#fff"/>
        </svg>
        """;

    public static IReadOnlyList<SampleSection> Sections { get; } =
    [
        new(
            "Compute",
            "Services that run your code.",
            [
                new("Virtual machines", "Creating, starting, stopping and running virtual machines."),
                new("Containers", "The container platform: deployments, scaling and the image registry."),
                new("Functions", "Functions triggered by requests, events and timers."),
            ]
        ),
        new(
            "Storage",
            "Services that store your data.",
            [
                new("Object storage", "Reading and writing objects through the S3-compatible API."),
                new("Block storage", "Volumes attached to virtual machines and containers."),
                new("Backups", "Nightly and on-demand backups, and restores."),
            ]
        ),
        new(
            "Databases",
            "Databases that we operate for you.",
            [
                new("Managed PostgreSQL", "PostgreSQL instances with replicas and automatic failover."),
                new("Key-value cache", "In-memory caches, single-node and clustered."),
            ]
        ),
        new(
            "Networking",
            "Connections to your users.",
            [
                new("Load balancers", "Public and private load balancers and their certificates."),
                new("DNS", "Authoritative DNS and record changes."),
                new("Content delivery", "Caching close to your users, and cache purges."),
            ]
        ),
        new(
            "Platform",
            "Tools to manage your services.",
            [
                new("Console", "The web console."),
                new("API", "The management API and the command-line client that uses it."),
                new("Sign-in", "Signing in with a password, a one-time code or single sign-on."),
            ]
        ),
    ];
}

internal sealed record SampleSection(string Name, string Description, IReadOnlyList<SampleComponent> Components);

internal sealed record SampleComponent(string Name, string Description);
