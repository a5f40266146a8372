using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Pharos.Kernel;

/// <summary>Validates addresses that Kestrel can listen on.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressesAttribute()
    : ValidationAttribute(
        "one or more of https://HOST:PORT, separated by semicolons; HOST is an IP address, localhost or *"
    )
{
    public override bool IsValid(object? value) =>
        value is not string text
        || text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            is { Length: > 0 } parts
            && parts.All(IsAddress);

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            // Kestrel listens on every interface for any other name, so a typo would expose the server.
            var host =
                address.Host is "*" or "+"
                || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || IPAddress.TryParse(address.Host.Trim('[', ']'), out _);
            return host
                && (address.Scheme is "https" or "http")
                && address.Port is >= 0 and <= 65535
                && address.PathBase.Length == 0
                && !address.IsUnixPipe;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostNameAttribute() : ValidationAttribute("a host name such as alerts.example.com")
{
    public override bool IsValid(object? value) =>
        value is not string text || Uri.CheckHostName(text) == UriHostNameType.Dns && text.All(char.IsAscii);
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute() : ValidationAttribute("an IP address such as 127.0.0.1 or [::1]")
{
    public override bool IsValid(object? value) =>
        value is not string text || IPAddress.TryParse(text.Trim('[', ']'), out _);
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsoluteUrlAttribute()
    : ValidationAttribute("an https address without a path, such as https://status.example.com")
{
    public override bool IsValid(object? value) =>
        value is not string text
        || (
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps
            && uri.PathAndQuery == "/"
            && uri.Fragment.Length == 0
        );
}

/// <summary>
/// Validates the address of exported files. It may have a path, and may be HTTP for buckets without HTTPS.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SiteUrlAttribute()
    : ValidationAttribute("an https or http address without a query, such as https://status.example.com/acme")
{
    public override bool IsValid(object? value) =>
        value is not string text
        || (
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.Query.Length == 0
            && uri.Fragment.Length == 0
            && uri.UserInfo.Length == 0
            && !text.EndsWith('?')
            && !text.EndsWith('#')
        );
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworksAttribute()
    : ValidationAttribute("IP addresses or networks such as 10.0.0.0/8, separated by commas")
{
    public override bool IsValid(object? value) =>
        value is not string text || Parse(text).All(network => network is not null);

    /// <summary>The networks in a comma-separated list; null for each invalid item.</summary>
    public static IEnumerable<IPNetwork?> Parse(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part =>
                IPNetwork.TryParse(part, out var network) ? network
                : IPAddress.TryParse(part, out var address)
                    ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                : (IPNetwork?)null
            );
}

/// <summary>Validates one of a few words.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(params string[] words) : ValidationAttribute(string.Join(" or ", words))
{
    public override bool IsValid(object? value) =>
        value is not string text || words.Contains(text, StringComparer.Ordinal);
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmailAddressOptionAttribute()
    : ValidationAttribute("an email address such as status@example.com or Acme Status <status@example.com>")
{
    public override bool IsValid(object? value) =>
        value is not string text || (System.Net.Mail.MailAddress.TryCreate(text, out _) && !text.Any(char.IsControl));
}
