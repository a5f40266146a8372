using Microsoft.EntityFrameworkCore;

namespace Pharos.Kernel;

/// <summary>
/// The list rules: <c>p</c> from 1, <c>limit</c> from 1 to 100, <c>p × limit</c> at most 10,000. The lists that
/// existing clients call without either get all there is, up to those 10,000.
/// </summary>
internal readonly record struct Paging(long Page, long Limit)
{
    private const int Window = 10_000;

    /// <summary>Up to here <c>total</c> is exact.</summary>
    private const int CountedTo = 1000;

    /// <summary>Whether this is one of the pages that clients poll. Only those are cached.</summary>
    public bool IsNearStart => Page <= 3;

    /// <param name="p">As sent.</param>
    /// <param name="limit">As sent.</param>
    /// <param name="limitByDefault">Where <paramref name="p"/> is sent without <paramref name="limit"/>.</param>
    public static Paging Check(long? p, long? limit, int limitByDefault)
    {
        if (p is null && limit is null)
            return new Paging(1, Window);
        var page = Validate.Range(p ?? 1, "p", 1, long.MaxValue);
        var size = Validate.Range(limit ?? limitByDefault, "limit", 1, 100);
        return page <= Window / size ? new Paging(page, size) : throw Errors.Invalid(Messages.PageTooFar);
    }

    /// <summary>
    /// The rows of this page, how many there are in all (exact below 1,000), and whether more follow.
    /// </summary>
    public async Task<(List<T> Rows, int Total, bool HasNext)> Fetch<T>(IQueryable<T> ordered, CancellationToken cancel)
    {
        var skip = (int)((Page - 1) * Limit);
        var rows = await ordered.Skip(skip).Take((int)Limit + 1).ToListAsync(cancel);
        var hasNext = rows.Count > Limit;
        if (hasNext)
            rows.RemoveAt(rows.Count - 1);
        var total =
            hasNext || rows.Count == 0
                ? await ordered.Take(CountedTo).CountAsync(cancel)
                : Math.Min(CountedTo, skip + rows.Count);
        return (rows, total, hasNext);
    }
}
