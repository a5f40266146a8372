using System.Globalization;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>Times as people type them: in their own zone, to the minute, in the form of <c>datetime-local</c>.</summary>
internal static class LocalTime
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <param name="seconds">Unix seconds.</param>
    public static string Text(long seconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).ToString(Forms[0], CultureInfo.InvariantCulture);

    /// <summary>The moment typed, in unix seconds; null where nothing was. Of an hour that the clock shows twice the first.</summary>
    /// <exception cref="ApiException">It is no time, naming the field.</exception>
    public static long? Read(string text, TimeZoneInfo zone, string field)
    {
        if (text.Length == 0)
            return null;
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw Errors.Invalid(Messages.NotTime, field);
        // An hour that the clock left out is read as what it then showed.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeSeconds();
    }

    /// <summary>The zone as it is called beside an input, such as <c>Europe/Berlin</c>.</summary>
    public static string Name(TimeZoneInfo zone) => zone.Id is "Etc/UTC" or "UTC" ? "UTC" : zone.Id;
}
