using System.Buffers;

namespace Pharos.Kernel;

/// <summary>
/// Validates email addresses in the plain form <c>local@domain</c>. Display names, quotes, comments and IP domains are
/// legal but hardly used and a source of parser bugs, so they are rejected. The local part must be ASCII, because many
/// servers do not support SMTPUTF8.
/// </summary>
internal static class EmailAddressField
{
    private const int MaxLength = 255;
    private const int MaxLocal = 64;
    private static readonly SearchValues<char> Local = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."
    );

    /// <summary>The address in its stored form: trimmed, in lower case, the domain in ASCII.</summary>
    /// <exception cref="ApiException">The address is missing or invalid.</exception>
    public static string Check(string? value, string field)
    {
        var text = Validate.Line(value, field, MaxLength);
        var at = text.LastIndexOf('@');
        if (at < 0 || !IsLocal(text.AsSpan(0, at)) || DomainName.Normalise(text[(at + 1)..]) is not { } domain)
            throw Errors.Invalid(ErrorReason.Malformed, Messages.BadMailAddress, field);
        var address = text[..at].ToLowerInvariant() + '@' + domain;
        // Punycode can be longer than the domain as typed.
        return address.Length <= MaxLength ? address : throw Errors.Invalid(Messages.TooLong, field, MaxLength);
    }

    /// <summary>
    /// The forms in which an address can be stored, to find its member: the form of <see cref="Check"/>, and the
    /// trimmed address in lower case, which earlier versions stored for the owners of accounts.
    /// </summary>
    /// <exception cref="ApiException">The address is missing, too long or contains no @.</exception>
    public static IReadOnlyList<string> Forms(string? value, string field)
    {
        var lower = Validate.Line(value, field, MaxLength).ToLowerInvariant();
        try
        {
            return [.. ((string[])[Check(value, field), lower]).Distinct(StringComparer.Ordinal)];
        }
        catch (ApiException) when (lower.Contains('@', StringComparison.Ordinal))
        {
            return [lower];
        }
    }

    /// <summary>The domain of an address in its stored form.</summary>
    public static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static bool IsLocal(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLocal
        && text[0] != '.'
        && text[^1] != '.'
        && text.IndexOfAnyExcept(Local) < 0
        && !text.Contains("..", StringComparison.Ordinal);
}
