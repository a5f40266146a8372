using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>The console's texts in one reader's language: of <c>ConsoleTexts.resx</c> and of the one of each folder, under names that are unique among all.</summary>
public sealed class ConsoleTexts(Language language)
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> ByLanguage =
        Language.All.ToFrozenDictionary(l => l.Tag, Read, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> texts = ByLanguage[language.Tag];

    public Language Language => language;

    public string this[string key] => texts.TryGetValue(key, out var text) ? text : throw new MissingManifestResourceException($"no text for '{key}'");

    /// <summary>All texts of a language itself, without those it would fall back to.</summary>
    /// <exception cref="ArgumentException">Two files have a text of the same name.</exception>
    internal static FrozenDictionary<string, string> Read(Language language)
    {
        // What is in the program itself, beside no other, is English.
        var culture = language == Language.English ? CultureInfo.InvariantCulture : language.Culture;
        var assembly = typeof(ConsoleTexts).Assembly;
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in assembly.GetManifestResourceNames().Where(n => (n.StartsWith("Pharos.Web.", StringComparison.Ordinal) || n.Contains(".Console.", StringComparison.Ordinal)) && n.EndsWith(".resources", StringComparison.Ordinal)))
        {
            var set = new ResourceManager(file[..^".resources".Length], assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
            foreach (var (key, text) in (set ?? throw new MissingManifestResourceException($"no texts of {file} in '{culture.Name}'")).Cast<DictionaryEntry>())
                all.Add((string)key, (string)text!);
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Format(string key, params object[] gaps) => string.Format(language.Culture, this[key], gaps);

    /// <summary>What a handler said of a field, with the field's label in place of its wire name.</summary>
    public string Of(Message said, string label) =>
        (said.Gaps is [string, ..] ? said with { Gaps = [label, .. said.Gaps[1..]] } : said).In(language);

    /// <summary>A day, such as <c>21 Nov 2026</c>.</summary>
    public string Day(long seconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).ToString(this["DayFormat"], language.Culture);

    /// <summary>A moment with its zone, such as <c>21 Nov 2026, 14:32 UTC</c>.</summary>
    public string Moment(long seconds, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone);
        return $"{local.ToString(this["MomentFormat"], language.Culture)} {Offset(local)}";
    }

    /// <summary>A moment for programs, as <c>datetime</c> attributes have it.</summary>
    public static string Machine(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The hour and minute of a moment, such as <c>14:32 UTC</c>.</summary>
    public string Hour(long seconds, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone);
        return local.ToString("HH:mm", CultureInfo.InvariantCulture) + " " + Offset(local);
    }

    /// <summary>How long it is until a moment, in its greatest unit, such as <c>in 6 min</c>.</summary>
    public string In(long seconds, long now) => Format("InSpan", Span(seconds - now));

    /// <summary>A span of time in its greatest unit, such as <c>41 min</c>; at least a minute.</summary>
    public string Span(long seconds) => seconds switch
    {
        < 3600 => Format("SpanMinutes", Math.Max(1, seconds / 60)),
        < 86400 => Format("SpanHours", seconds / 3600),
        _ => Format("SpanDays", seconds / 86400),
    };

    /// <summary>A span of time that is offered, such as <c>15 min</c>, <c>2 h</c>; <c>none</c> for 0.</summary>
    public string Minutes(long minutes) => minutes == 0 ? this["None"] : minutes % 60 == 0 ? Format("SpanHours", minutes / 60) : Format("SpanMinutes", minutes);

    /// <summary>How long ago a moment was, in its greatest unit.</summary>
    public string Ago(long seconds, long now) => (now - seconds) switch
    {
        < 60 => this["AgoNow"],
        < 3600 and var s => Format("AgoMinutes", s / 60),
        < 86400 and var s => Format("AgoHours", s / 3600),
        var s => Format("AgoDays", s / 86400),
    };

    private static string Offset(DateTimeOffset local) => local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
}
