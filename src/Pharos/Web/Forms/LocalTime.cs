using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// Converts times as people type them into <c>datetime-local</c> inputs: in their own zone, to the minute.
/// </summary>
/// <remarks>
/// The input has no offset and no seconds, so its text alone does not identify a moment. A second, hidden field holds
/// the text that was shown and the moment that it stands for; as long as the text is the same, that moment counts. For
/// a time that occurs twice, that field is a choice between the two moments. See <c>TimeField.razor</c>.
/// </remarks>
public static class LocalTime
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <param name="seconds">Unix seconds.</param>
    public static string Text(long seconds, DateTimeZone zone) =>
        zone.Local(seconds).ToString(Forms[0], CultureInfo.InvariantCulture);

    /// <summary>The name of the hidden field next to an input.</summary>
    public static string MomentField(string name) => name + "_moment";

    /// <summary>The value of the hidden field: the text that is shown, and the moment that it stands for.</summary>
    public static string MomentOf(string text, long seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{text}={seconds}");

    /// <summary>Fills in a time and the moment that it stands for.</summary>
    public static void Set(Form form, string name, long seconds, DateTimeZone zone)
    {
        form[name] = Text(seconds, zone);
        form[MomentField(name)] = MomentOf(form[name], seconds);
    }

    /// <summary>The moment that was shown or chosen for this text; null if the text is another one.</summary>
    public static long? Kept(Form form, string name) =>
        form[MomentField(name)].Split('=') is [var text, var seconds]
        && text == form[name]
        && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
        && moment is >= 1 and <= Validate.MaxSeconds
            ? moment
            : null;

    /// <summary>Reads a time from a form; null if the field is empty.</summary>
    /// <remarks>
    /// A text that was left as it was shown keeps its moment. A typed time that the clock skips moves forward by the
    /// gap. For a typed time that occurs twice, the first counts unless the other one was chosen.
    /// </remarks>
    /// <param name="wire">The operation's name for the field, for errors.</param>
    /// <returns>Unix seconds.</returns>
    /// <exception cref="ApiException">The text is not a time; the error names the field.</exception>
    public static long? Read(Form form, string name, DateTimeZone zone, string wire)
    {
        if (form[name].Length == 0)
            return null;
        if (Kept(form, name) is { } kept)
            return kept;
        if (Parse(form[name]) is not { } local)
            throw Errors.Invalid(Messages.NotTime, wire);
        // Also excludes the ends of the calendar, where UTC has no such time.
        if (local.Year is <= 1970 or >= 9998)
            throw Errors.Invalid(Messages.TimeTooFar, wire);
        return zone.Seconds(local);
    }

    /// <summary>The moments at which the clock shows a typed time; null if the text is not a time.</summary>
    public static IReadOnlyList<long>? Moments(string text, DateTimeZone zone) =>
        Parse(text) is { Year: > 1970 and < 9998 } local ? zone.Moments(local) : null;

    /// <summary>The time that counts for one that the clock skips.</summary>
    public static long AfterGap(string text, DateTimeZone zone) => zone.Seconds(Parse(text)!.Value);

    /// <summary>Returns the name of the zone to show next to an input, such as <c>Europe/Berlin</c>.</summary>
    public static string Name(DateTimeZone zone) => zone.Id is "Etc/UTC" or "UTC" ? "UTC" : zone.Id;

    private static LocalDateTime? Parse(string text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? LocalDateTime.FromDateTime(local)
            : null;
}
