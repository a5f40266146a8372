namespace Pharos.Notifications.Transports;

/// <summary>How this server names itself to others. Read when it is needed: the port may not be bound when the server is built.</summary>
/// <param name="url">The public address, absolute, without a slash at the end.</param>
internal sealed class ServerName(Func<string> url)
{
    public string Url => url();

    /// <summary>The host name in HELO and in Message-IDs.</summary>
    public string Host => new Uri(Url).Host;
}
