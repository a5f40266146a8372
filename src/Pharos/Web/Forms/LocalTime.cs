using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// Converts times as people type them into <c>datetime-local</c> inputs: in their own zone, to the minute.
/// </summary>
internal static class LocalTime
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <param name="seconds">Unix seconds.</param>
    public static string Text(long seconds, DateTimeZone zone) =>
        zone.Local(seconds).ToString(Forms[0], CultureInfo.InvariantCulture);

    /// <summary>Parses a local time; null if the text is empty.</summary>
    /// <remarks>
    /// A time that the clock skips moves forward by the gap. For a time that occurs twice, the first counts.
    /// </remarks>
    /// <returns>Unix seconds.</returns>
    /// <exception cref="ApiException">The text is not a time; the error names the field.</exception>
    public static long? Read(string text, DateTimeZone zone, string field)
    {
        if (text.Length == 0)
            return null;
        // In UTC, the calendar's last day can be out of range.
        if (
            !DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Date == DateTime.MaxValue.Date
        )
            throw Errors.Invalid(Messages.NotTime, field);
        return zone.Seconds(LocalDateTime.FromDateTime(local));
    }

    /// <summary>Returns the name of the zone to show next to an input, such as <c>Europe/Berlin</c>.</summary>
    public static string Name(DateTimeZone zone) => zone.Id is "Etc/UTC" or "UTC" ? "UTC" : zone.Id;
}
