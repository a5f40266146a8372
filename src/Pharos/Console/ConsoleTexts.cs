using System.Globalization;
using System.Resources;
using Pharos.Api.Envelope;

namespace Pharos.Console;

/// <summary>The console's texts, of <c>ConsoleTexts.resx</c>, in one reader's language.</summary>
public sealed class ConsoleTexts(Language language)
{
    internal static ResourceManager Texts { get; } = new("Pharos.Console.ConsoleTexts", typeof(ConsoleTexts).Assembly);

    public Language Language => language;

    public string this[string key] => Texts.GetString(key, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{key}'");

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
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString(this["MomentFormat"], language.Culture)} {offset}";
    }

    /// <summary>How long ago a moment was, in its greatest unit.</summary>
    public string Ago(long seconds, long now) => (now - seconds) switch
    {
        < 60 => this["AgoNow"],
        < 3600 and var s => Format("AgoMinutes", s / 60),
        < 86400 and var s => Format("AgoHours", s / 3600),
        var s => Format("AgoDays", s / 86400),
    };
}
