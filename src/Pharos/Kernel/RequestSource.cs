namespace Pharos.Kernel;

/// <summary>The way by which somebody came in.</summary>
public enum EntryPoint
{
    Api,
    Console,
    CommandLine,
}

/// <summary>Where a request came from, for the audit log.</summary>
/// <param name="ClientAddress">An IP address; empty for the command line.</param>
/// <param name="KeyId">Of the APP Key; null through other doors.</param>
/// <param name="KeyName">What the key was called then.</param>
public sealed record RequestSource(
    EntryPoint EntryPoint,
    string RequestId,
    string ClientAddress,
    string? KeyId = null,
    string? KeyName = null
)
{
    /// <summary>A command of somebody at the machine itself.</summary>
    public static RequestSource CommandLine(string requestId) => new(EntryPoint.CommandLine, requestId, "");

    /// <summary>An API key; the request is filled in when it is audited.</summary>
    public static RequestSource ApiKey(string keyId, string keyName) => new(EntryPoint.Api, "", "", keyId, keyName);
}
