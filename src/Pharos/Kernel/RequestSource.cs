namespace Pharos.Kernel;

/// <summary>How a request entered Pharos.</summary>
public enum EntryPoint
{
    Api,
    Console,
    CommandLine,
}

/// <summary>The source of a request, for the audit log.</summary>
/// <param name="ClientAddress">An IP address; empty for the command line.</param>
/// <param name="KeyId">The ID of the API key; null for other entry points.</param>
/// <param name="KeyName">The name of the key at the time of the request.</param>
public sealed record RequestSource(
    EntryPoint EntryPoint,
    string RequestId,
    string ClientAddress,
    string? KeyId = null,
    string? KeyName = null
)
{
    /// <summary>A command run on the server.</summary>
    public static RequestSource CommandLine(string requestId) => new(EntryPoint.CommandLine, requestId, "");

    /// <summary>An API key; the request's ID and client address are added when it is audited.</summary>
    public static RequestSource ApiKey(string keyId, string keyName) => new(EntryPoint.Api, "", "", keyId, keyName);
}
