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

    /// <summary>Formats an error message with the field's label in place of its wire name.</summary>
    public string Of(Message message, string label) =>
        (message.Args is [string, ..] ? message with { Args = [label, .. message.Args[1..]] } : message).In(language);

    /// <summary>Formats a date, such as <c>21 Nov 2026</c>.</summary>
    public string Day(long seconds, DateTimeZone zone) =>
        zone.Local(seconds).ToString(this[ConsoleTexts.DayFormat], language.Culture);

    /// <summary>Formats a date and time with its zone, such as <c>21 Nov 2026, 14:32 UTC</c>.</summary>
    public string Moment(long seconds, DateTimeZone zone)
    {
        var local = zone.Local(seconds);
        return $"{local.ToString(this[ConsoleTexts.MomentFormat], language.Culture)} {TimeZones.Name(local.Offset)}";
    }

    /// <summary>Formats a time for a <c>datetime</c> attribute.</summary>
    public static string Machine(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Formats a time of day with its zone, such as <c>14:32 UTC</c>.</summary>
    public string Hour(long seconds, DateTimeZone zone)
    {
        var local = zone.Local(seconds);
        return local.ToString("HH:mm", CultureInfo.InvariantCulture) + " " + TimeZones.Name(local.Offset);
    }

    /// <summary>Formats the time left until a moment in its largest unit, such as <c>in 6 min</c>.</summary>
    public string In(long seconds, long now) => Format(ConsoleTexts.InSpan, Span(seconds - now));

    /// <summary>Formats a duration in its largest unit, such as <c>41 min</c>; at least one minute.</summary>
    public string Span(long seconds) =>
        seconds switch
        {
            < 3600 => Format(ConsoleTexts.SpanMinutes, Math.Max(1, seconds / 60)),
            < 86400 => Format(ConsoleTexts.SpanHours, seconds / 3600),
            _ => Format(ConsoleTexts.SpanDays, seconds / 86400),
        };

    /// <summary>
    /// Formats a duration that a form offers, such as <c>15 min</c> or <c>2 h</c>; <c>none</c> for 0.
    /// </summary>
    public string Minutes(long minutes) =>
        minutes == 0 ? this[ConsoleTexts.None]
        : minutes % 60 == 0 ? Format(ConsoleTexts.SpanHours, minutes / 60)
        : Format(ConsoleTexts.SpanMinutes, minutes);

    /// <summary>Formats the time since a moment in its largest unit.</summary>
    public string Ago(long seconds, long now) =>
        (now - seconds) switch
        {
            < 60 => this[ConsoleTexts.AgoNow],
            < 3600 and var s => Format(ConsoleTexts.AgoMinutes, s / 60),
            < 86400 and var s => Format(ConsoleTexts.AgoHours, s / 3600),
            var s => Format(ConsoleTexts.AgoDays, s / 86400),
        };
}
