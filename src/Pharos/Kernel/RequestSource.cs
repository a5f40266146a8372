using Pharos.Api.Envelope;
using Pharos.Server;

namespace Pharos.Api.Callers;

/// <summary>The way by which somebody came in.</summary>
public enum Door
{
    Api,
    Console,
    CommandLine,
}

/// <summary>Where a request came from, for the audit log.</summary>
/// <param name="ClientAddress">An IP address; empty for the command line.</param>
/// <param name="KeyId">Of the APP Key; null through other doors.</param>
/// <param name="KeyName">What the key was called then.</param>
public sealed record Origin(Door Door, string RequestId, string ClientAddress, string? KeyId = null, string? KeyName = null)
{
    /// <summary>A command of somebody at the machine itself.</summary>
    public static Origin CommandLine(string requestId) => new(Door.CommandLine, requestId, "");

    public static Origin Console(HttpContext http) => new(Door.Console, Envelope.RequestId.Of(http), ClientName.Address(http));

    /// <summary>Through a key; of which request is said by <see cref="In"/>.</summary>
    public static Origin Key(string keyId, string keyName) => new(Door.Api, "", "", keyId, keyName);

    public Origin In(HttpContext http) => this with { RequestId = Envelope.RequestId.Of(http), ClientAddress = ClientName.Address(http) };
}
