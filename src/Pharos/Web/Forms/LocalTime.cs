using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// Times as people type them: in their own zone, to the minute, in the form of <c>datetime-local</c>.
/// </summary>
internal static class LocalTime
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <param name="seconds">Unix seconds.</param>
    public static string Text(long seconds, DateTimeZone zone) =>
        zone.Local(seconds).ToString(Forms[0], CultureInfo.InvariantCulture);

    /// <summary>Reads a local time; null when the text is empty.</summary>
    /// <remarks>
    /// A time that the clock skips moves forward by the gap; of a time that the clock shows twice, the first counts.
    /// </remarks>
    /// <returns>Unix seconds.</returns>
    /// <exception cref="ApiException">The text is not a time; the error names the field.</exception>
    public static long? Read(string text, DateTimeZone zone, string field)
    {
        if (text.Length == 0)
            return null;
        // The calendar's last day may lie beyond it in UTC.
        if (
            !DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Date == DateTime.MaxValue.Date
        )
            throw Errors.Invalid(Messages.NotTime, field);
        return zone.Seconds(LocalDateTime.FromDateTime(local));
    }

    /// <summary>The zone as it is called beside an input, such as <c>Europe/Berlin</c>.</summary>
    public static string Name(DateTimeZone zone) => zone.Id is "Etc/UTC" or "UTC" ? "UTC" : zone.Id;
}
