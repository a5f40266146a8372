using System.Buffers;

namespace Pharos.Kernel;

/// <summary>
/// What counts as an address that can be subscribed: <c>local@domain</c> and nothing around it. No names, quotes,
/// comments or addresses of hosts, which are legal, are used by nobody, and have fooled many a mailer; and before the @
/// only ASCII, because not every server on the way takes more.
/// </summary>
internal static class EmailAddressField
{
    private const int MaxLength = 255;
    private const int MaxLocal = 64;
    private static readonly SearchValues<char> Local = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."
    );

    /// <summary>The address in the form it is kept in: trimmed, in lower case, the domain in ASCII.</summary>
    /// <exception cref="ApiException">Naming the field.</exception>
    public static string Check(string? sent, string field)
    {
        var text = Validate.Line(sent, field, MaxLength);
        var at = text.LastIndexOf('@');
        if (at < 0 || !IsLocal(text.AsSpan(0, at)) || DomainName.Normalise(text[(at + 1)..]) is not { } domain)
            throw Errors.Invalid(ErrorReason.Malformed, Messages.BadMailAddress, field);
        var address = text[..at].ToLowerInvariant() + '@' + domain;
        // A domain in another script is longer in ASCII.
        return address.Length <= MaxLength ? address : throw Errors.Invalid(Messages.TooLong, field, MaxLength);
    }

    /// <summary>The domain of an address in the form it is kept in.</summary>
    public static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static bool IsLocal(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLocal
        && text[0] != '.'
        && text[^1] != '.'
        && text.IndexOfAnyExcept(Local) < 0
        && !text.Contains("..", StringComparison.Ordinal);
}
