using System.Globalization;
using System.Net;

namespace Pharos.Kernel;

/// <summary>Parses host names, including internationalised ones such as <c>状态.example.com</c>.</summary>
internal static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The name in lower-case ASCII (Punycode) without a trailing dot; null for an IP address, a single label or an
    /// invalid name.
    /// </summary>
    public static string? Normalise(string text)
    {
        string ascii;
        try
        {
            ascii = Idn.GetAscii(text.TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        return
            Uri.CheckHostName(ascii) == UriHostNameType.Dns
            && ascii.Contains('.', StringComparison.Ordinal)
            && !IPAddress.TryParse(ascii, out _)
            ? ascii
            : null;
    }
}
