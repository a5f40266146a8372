using System.Text.RegularExpressions;
using Pharos.Kernel;

namespace Pharos.Platform.Members;

/// <summary>Validates the fields of a member.</summary>
internal static partial class MemberFields
{
    public const int LongestName = 39;

    private static readonly string[] Locales = ["zh-CN", "en-US"];

    public static string Name(string? value, string field) => Validate.Name(value, field, 2, LongestName);

    /// <summary>Returns null if absent.</summary>
    public static string? Locale(string? value, string field) =>
        value is null || Locales.Contains(value, StringComparer.Ordinal)
            ? value
            : throw Errors.Invalid(
                Messages.WrongType,
                field,
                new Message(Messages.KindOneOf, string.Join(", ", Locales))
            );

    /// <summary>Validates an IANA name; null if absent or blank.</summary>
    public static string? TimeZone(string? value, string field)
    {
        if (Validate.OptionalLine(value, field, 64) is not { } zone)
            return null;
        return TimeZones.Find(zone) is not null ? zone : throw Errors.Invalid(Messages.BadTimeZone, field);
    }

    /// <summary>Validates digits with an optional leading +; null if absent or blank.</summary>
    public static string? Phone(string? value, string field)
    {
        if (Validate.OptionalLine(value, field, 40) is not { } text)
            return null;
        var digits = Between().Replace(text, "");
        return Digits().IsMatch(digits) ? digits : throw Errors.Invalid(Messages.BadPhone, field);
    }

    /// <summary>Validates two capital letters; null if absent or blank.</summary>
    public static string? CountryCode(string? value, string field)
    {
        if (Validate.OptionalLine(value, field, 40) is not { } text)
            return null;
        var code = text.ToUpperInvariant();
        return code.Length == 2 && code.All(char.IsAsciiLetterUpper)
            ? code
            : throw Errors.Invalid(Messages.BadCountryCode, field);
    }

    public static string? Avatar(string? value, string field)
    {
        if (Validate.OptionalLine(value, field, 2000) is not { } text)
            return null;
        return
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? text
            : throw Errors.Invalid(Messages.BadUrl, field, "http, https");
    }

    public static string? RefId(string? value, string field) => Validate.OptionalLine(value, field, 255);

    /// <summary>Masks the middle of a phone number.</summary>
    public static string Masked(string? phone) =>
        phone switch
        {
            null => "",
            { Length: < 8 } => string.Concat(new string('*', phone.Length - 2), phone.AsSpan(phone.Length - 2)),
            _ => string.Concat(phone.AsSpan(0, phone.Length - 8), "****", phone.AsSpan(phone.Length - 4)),
        };

    [GeneratedRegex("[ ().-]", RegexOptions.None, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\+?[0-9]{4,20}\z", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
