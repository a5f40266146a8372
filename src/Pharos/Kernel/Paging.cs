using Microsoft.EntityFrameworkCore;

namespace Pharos.Kernel;

/// <summary>
/// A page of a list: <c>p</c> from 1, <c>limit</c> from 1 to 100, <c>p × limit</c> at most 10,000. Existing clients
/// call some lists with neither; they get up to 10,000 items.
/// </summary>
internal readonly record struct Paging(long Page, long Limit)
{
    private const int Window = 10_000;

    /// <summary><c>total</c> is exact below this.</summary>
    private const int MaxTotal = 1000;

    /// <summary>Whether clients are likely to poll this page. Only such pages are cached.</summary>
    public bool IsNearStart => Page <= 3;

    /// <param name="p">The page number as sent.</param>
    /// <param name="limit">The page size as sent.</param>
    /// <param name="limitByDefault">The page size when only <paramref name="p"/> is sent.</param>
    public static Paging Check(long? p, long? limit, int limitByDefault)
    {
        if (p is null && limit is null)
            return new Paging(1, Window);
        var page = Validate.Range(p ?? 1, "p", 1, long.MaxValue);
        var size = Validate.Range(limit ?? limitByDefault, "limit", 1, 100);
        return page <= Window / size ? new Paging(page, size) : throw Errors.Invalid(Messages.PageTooFar);
    }

    /// <summary>
    /// Reads the rows of this page, the total number of rows (exact below 1,000) and whether more follow.
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
                ? await ordered.Take(MaxTotal).CountAsync(cancel)
                : Math.Min(MaxTotal, skip + rows.Count);
        return (rows, total, hasNext);
    }
}
