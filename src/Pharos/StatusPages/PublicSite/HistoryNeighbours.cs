using System.Globalization;

namespace Pharos.StatusPages.PublicSite;

/// <summary>Where one gets from a month of the history. Each month is given by its first day.</summary>
/// <param name="Earlier">The nearest one before with events; null when there is none.</param>
/// <param name="Later">The nearest one after with events, or the present one.</param>
/// <param name="Years">Of each year from the first event to the next year at most the last month, newest first.</param>
public sealed record HistoryNeighbours(DateOnly? Earlier, DateOnly? Later, IReadOnlyList<DateOnly> Years)
{
    /// <param name="first">The month of the first event, or the present one.</param>
    /// <param name="last">The month of the last event, or the present one.</param>
    /// <param name="present">
    /// Years after the next one are left out: what is planned for them is found by going from month to month.
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

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Earlier:O} {Later:O} {string.Join(' ', Years.Select(y => y.ToString("O", CultureInfo.InvariantCulture)))}"
        );
}
