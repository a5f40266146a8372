namespace Pharos.PublicSite;

/// <summary>The server's own address as people know it; known for good once it listens.</summary>
public sealed class PublicAddress
{
    /// <summary>Absolute, without a slash at the end.</summary>
    public string Url { get; set; } = "https://localhost";
}
