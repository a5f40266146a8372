using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Pharos.Kernel;

/// <summary>A supported language.</summary>
public sealed class Language
{
    public static readonly Language English = new("en", "en-US", 0);
    public static readonly Language Chinese = new("zh-Hans", "zh-CN", 1);

    public static IReadOnlyList<Language> All { get; } = [English, Chinese];

    private Language(string name, string locale, int index) =>
        (Culture, Locale, Index) = (CultureInfo.GetCultureInfo(name), locale, index);

    /// <summary>The position in <see cref="All"/>.</summary>
    internal int Index { get; }

    public CultureInfo Culture { get; }

    /// <summary>The BCP 47 tag, as for the <c>lang</c> attribute.</summary>
    public string Tag => Culture.Name;

    /// <summary>The locale stored when only the language is known: <c>en-US</c>, <c>zh-CN</c>.</summary>
    public string Locale { get; }

    /// <summary>The supported language that the client prefers most; English if it accepts none.</summary>
    public static Language From(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var preferences))
            return English;
        var best = English;
        var bestQuality = 0.0;
        foreach (var preference in preferences)
        {
            var quality = preference.Quality ?? 1;
            var supported =
                preference.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
                : preference.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
                : null;
            if (supported is not null && quality > bestQuality)
                (best, bestQuality) = (supported, quality);
        }

        return best;
    }

    /// <summary>The language of a member's or account's locale, such as <c>zh-CN</c>.</summary>
    public static Language FromLocale(string locale) =>
        locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
