using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Pharos.Kernel;

/// <summary>A language that people are answered in.</summary>
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

    /// <summary>For the <c>lang</c> attribute.</summary>
    public string Tag => Culture.Name;

    /// <summary>What is kept of people who speak it and said nothing more: <c>en-US</c>, <c>zh-CN</c>.</summary>
    public string Locale { get; }

    /// <summary>The language that the client likes best of those we speak; English when it likes none.</summary>
    public static Language From(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var wishes))
            return English;
        var best = English;
        var bestQuality = 0.0;
        foreach (var wish in wishes)
        {
            var quality = wish.Quality ?? 1;
            var speaks =
                wish.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
                : wish.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
                : null;
            if (speaks is not null && quality > bestQuality)
                (best, bestQuality) = (speaks, quality);
        }

        return best;
    }

    /// <summary>The language of a member's or account's locale, such as <c>zh-CN</c>.</summary>
    public static Language FromLocale(string locale) =>
        locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
