using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>Looks up and formats the console's texts in one language.</summary>
public sealed class ConsoleLocalizer(Language language)
{
    public Language Language => language;

    public string this[TextKey key] => key.In(language);

    public string Format(TextKey1 key, object arg) => key.Format(language.Culture, language, HumanText.Isolate(arg));

    public string Format(TextKey2 key, object arg0, object arg1) =>
        key.Format(language.Culture, language, HumanText.Isolate(arg0), HumanText.Isolate(arg1));

    public string Format(TextKey3 key, object arg0, object arg1, object arg2) =>
        key.Format(
            language.Culture,
            language,
            HumanText.Isolate(arg0),
            HumanText.Isolate(arg1),
            HumanText.Isolate(arg2)
        );

    /// <summary>Formats an error message, with labels in place of the wire names of fields.</summary>
    public string Of(Message message) => FieldLabels.In(message).In(language);

    /// <summary>Formats an error message with this label in place of the wire name of its field.</summary>
    public string Of(Message message, string label)
    {
        var readable = FieldLabels.In(message);
        return (message.Args is [string, ..] ? readable with { Args = [label, .. readable.Args[1..]] } : readable).In(
            language
        );
    }

    /// <summary>Formats a date, such as <c>21 Nov 2026</c>.</summary>
    public string Day(long seconds, DateTimeZone zone) =>
        zone.Local(seconds).ToString(this[ConsoleTexts.DayFormat], language.Culture);

    /// <summary>Formats a date and time with its zone, such as <c>21 Nov 2026, 14:32 CET</c>.</summary>
    public string Moment(long seconds, DateTimeZone zone)
    {
        var local = zone.Local(seconds).ToString(this[ConsoleTexts.MomentFormat], language.Culture);
        return $"{local} {zone.Abbreviation(seconds)}";
    }

    /// <summary>
    /// Formats a moment for a tooltip, which explains the abbreviation: <c>21 Nov 2026, 14:32 CET (UTC+1)</c>.
    /// </summary>
    public string MomentAndOffset(long seconds, DateTimeZone zone)
    {
        var local = zone.Local(seconds).ToString(this[ConsoleTexts.MomentFormat], language.Culture);
        return $"{local} {zone.AbbreviationAndOffset(seconds)}";
    }

    /// <summary>Formats a time for a <c>datetime</c> attribute.</summary>
    public static string Machine(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Formats a time of day with its zone, such as <c>14:32 CET</c>.</summary>
    public string Hour(long seconds, DateTimeZone zone) =>
        $"{zone.Local(seconds).ToString("HH:mm", CultureInfo.InvariantCulture)} {zone.Abbreviation(seconds)}";

    /// <summary>Formats the time left until a moment in its largest unit, such as <c>in 6 minutes</c>.</summary>
    public string In(long seconds, long now) => Format(ConsoleTexts.InSpan, Span(seconds - now));

    /// <summary>Formats a duration in its largest unit, such as <c>41 minutes</c>; at least one minute.</summary>
    public string Span(long seconds) => Durations.Rounded(seconds, language);

    /// <summary>
    /// Formats a duration that a form offers, such as <c>15 minutes</c> or <c>2 hours</c>; <c>none</c> for 0.
    /// </summary>
    public string Minutes(long minutes) =>
        minutes == 0 ? this[ConsoleTexts.None] : Durations.InWords(minutes * 60, language);

    /// <summary>Formats the time since a moment in its largest unit, such as <c>5 minutes ago</c>.</summary>
    public string Ago(long seconds, long now) =>
        now - seconds < 60 ? this[ConsoleTexts.AgoNow] : Format(ConsoleTexts.AgoSpan, Span(now - seconds));
}
