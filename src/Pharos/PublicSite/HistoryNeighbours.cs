using System.Globalization;

namespace Pharos.PublicSite;

/// <summary>Where one gets from a month of the history. Each month is given by its first day.</summary>
/// <param name="Earlier">The nearest one before with events; null when there is none.</param>
/// <param name="Later">The nearest one after with events, or the present one.</param>
/// <param name="Years">Of each year since the first event the last month, newest first.</param>
public sealed record HistoryNeighbours(DateOnly? Earlier, DateOnly? Later, IReadOnlyList<DateOnly> Years)
{
    public static IReadOnlyList<DateOnly> LastOfYears(DateOnly first, DateOnly last) =>
        [.. Enumerable.Range(first.Year, last.Year - first.Year + 1).Select(year => year == last.Year ? last : new DateOnly(year, 12, 1)).Reverse()];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Earlier:O} {Later:O} {string.Join(' ', Years.Select(y => y.ToString("O", CultureInfo.InvariantCulture)))}");
}
