using System.Globalization;

namespace Pharos.StatusPages.PublicSite;

/// <summary>Navigation from a month of the history. Months are represented by their first day.</summary>
/// <param name="Earlier">The nearest earlier month with changes; null in the first one.</param>
/// <param name="Later">The nearest later month with changes, or the current month.</param>
/// <param name="Years">
/// The last month of each year from the first change to next year at the latest, newest first.
/// </param>
public sealed record HistoryNeighbours(DateOnly? Earlier, DateOnly? Later, IReadOnlyList<DateOnly> Years)
{
    /// <param name="first">The month of the first change, or the current month.</param>
    /// <param name="last">The month of the last change, or the current month.</param>
    /// <param name="present">
    /// The current month. Years after the next one are left out; they are reachable month by month.
    /// </param>
    public static IReadOnlyList<DateOnly> LastOfYears(DateOnly first, DateOnly last, DateOnly present)
    {
        var end = last.Year > present.Year + 1 ? new DateOnly(present.Year + 1, 12, 1) : last;
        return
        [
            .. Enumerable
                .Range(first.Year, end.Year - first.Year + 1)
                .Select(year => year == end.Year ? end : new DateOnly(year, 12, 1))
                .Reverse(),
        ];
    }

    public override string ToString()
    {
        var years = string.Join(' ', Years.Select(y => y.ToString("O", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"{Earlier:O} {Later:O} {years}");
    }
}
