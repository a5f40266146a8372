namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// The mailbox that an address probably belongs to. Rate limits apply to mailboxes, so that aliases of one mailbox
/// cannot be used to flood it.
/// </summary>
internal static class Mailbox
{
    private static readonly string[] WithoutDots = ["gmail.com", "googlemail.com"];

    /// <summary>
    /// The address without its <c>+</c> suffix (RFC 5233), and without dots for providers that ignore them.
    /// </summary>
    /// <param name="address">In stored form: lower case, with one @.</param>
    public static string From(string address)
    {
        var at = address.LastIndexOf('@');
        var (name, domain) = (address[..at], Domain(address));
        var plus = name.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0)
            name = name[..plus];
        if (WithoutDots.Contains(domain, StringComparer.Ordinal))
            name = name.Replace(".", "", StringComparison.Ordinal);
        return name + "@" + domain;
    }

    public static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];
}
