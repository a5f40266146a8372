using System.Globalization;
using System.Net;

namespace Pharos.Kernel;

/// <summary>A host name that people may type in their own script: <c>状态.example.com</c>.</summary>
internal static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// In ASCII and lower case, without a dot at the end; null for what is no name of at least two labels, an IP
    /// address for one.
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
