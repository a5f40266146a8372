namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// The mailbox that an address leads to, as far as it shows: what limits count by, so that nobody gets more mails by
/// being written to under many names.
/// </summary>
internal static class Mailbox
{
    private static readonly string[] WithoutDots = ["gmail.com", "googlemail.com"];

    /// <summary>
    /// Without what stands after a + (RFC 5233), and without dots where the provider is known to ignore them.
    /// </summary>
    /// <param name="address">As it is kept: lower case, with one @.</param>
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

    /// <summary>What comes after the @.</summary>
    public static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];
}
