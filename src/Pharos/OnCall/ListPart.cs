using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;

namespace Pharos.OnCall;

/// <summary>
/// The part of a list that a request asks for: a page by its number, or what follows a cursor of the previous response.
/// </summary>
/// <param name="Skip">The number of rows before the page; 0 with a cursor.</param>
/// <param name="Order">The code of the order, for the next cursor.</param>
internal sealed record ListPart(int Skip, int Limit, ListCursor? After, byte Order)
{
    public const int LimitByDefault = 20;
    public const int MaxLimit = 100;

    /// <summary>The last row that a page number reaches.</summary>
    private const int Window = 10_000;

    /// <summary><c>total</c> is exact below this.</summary>
    private const int MaxTotal = 1000;

    /// <summary>Rows that a scan reads at a time.</summary>
    private const int MaxBatch = 2000;

    /// <param name="p">From 1; 0 counts as absent.</param>
    /// <param name="limit">0 counts as absent.</param>
    /// <param name="cursor">Empty for pages by number.</param>
    /// <param name="order">The code of the list's order.</param>
    /// <exception cref="ApiException">A value is out of range, or a page number came with a cursor.</exception>
    public static ListPart Check(
        long? p,
        long? limit,
        string? cursor,
        byte order,
        int limitByDefault = LimitByDefault,
        int maxLimit = MaxLimit
    )
    {
        var page = Validate.Range(p ?? 0, "p", 0, long.MaxValue);
        var size = Validate.Range(limit ?? 0, "limit", 0, maxLimit);
        size = size == 0 ? limitByDefault : size;
        if (ListCursor.Parse(cursor, order, "search_after_ctx") is { } after)
            return page == 0
                ? new ListPart(0, (int)size, after, order)
                : throw Errors.Invalid(OnCallMessages.PageOrCursor, "p", "search_after_ctx");
        page = Math.Max(page, 1);
        return page <= Window / size
            ? new ListPart((int)((page - 1) * size), (int)size, null, order)
            : throw Errors.Invalid(Messages.PageTooFar);
    }

    /// <summary>Reads the rows that the database itself can filter and sort.</summary>
    public async Task<ListPage<T>> Read<T>(
        IQueryable<T> rows,
        ListOrder<T> order,
        TimeWindow window,
        bool ascending,
        CancellationToken cancel
    )
    {
        var page = await order
            .Sort(order.Within(rows, window, After, ascending), ascending)
            .Skip(Skip)
            .Take(Limit + 1)
            .ToListAsync(cancel);
        var hasNext = page.Count > Limit;
        var isAll = After is null && !hasNext && (page.Count > 0 || Skip == 0);
        var total = isAll
            ? Math.Min(Skip + page.Count, MaxTotal)
            : await order.Within(rows, window, null, ascending).Take(MaxTotal).CountAsync(cancel);
        return Page(page, order, total);
    }

    /// <summary>Reads rows in batches and skips those that a predicate rejects.</summary>
    /// <param name="batches">Reads the next rows after a cursor.</param>
    public async Task<ListPage<T>> Scan<T>(ReadBatch<T> batches, ListOrder<T> order, Func<T, bool> fits)
    {
        var (page, seen) = (new List<T>(), 0);
        await foreach (var row in Rows(batches, After, fits))
        {
            seen++;
            if (seen > Skip && page.Count <= Limit)
                page.Add(row);
            if (page.Count > Limit && (seen >= MaxTotal || After is not null))
                break;
        }

        if (After is not null)
        {
            seen = 0;
            await foreach (var _ in Rows(batches, null, fits))
            {
                if (++seen == MaxTotal)
                    break;
            }
        }

        return Page(page, order, Math.Min(seen, MaxTotal));
    }

    private async IAsyncEnumerable<T> Rows<T>(ReadBatch<T> batches, ListCursor? after, Func<T, bool> fits)
    {
        for (var size = Math.Clamp(Skip + Limit + 1, 100, MaxBatch); ; size = Math.Min(size * 2, MaxBatch))
        {
            var batch = await batches(after, size);
            foreach (var row in batch.Rows.Where(fits))
                yield return row;
            if (batch.Next is not { } next)
                yield break;
            after = next;
        }
    }

    private ListPage<T> Page<T>(List<T> rows, ListOrder<T> order, int total)
    {
        var hasNext = rows.Count > Limit;
        if (hasNext)
            rows.RemoveAt(Limit);
        return new ListPage<T>(rows, total, hasNext, hasNext ? order.CursorOf(rows[^1]).ToText(Order) : "");
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Total">The number of rows of the list: exact below 1,000, otherwise 1,000.</param>
/// <param name="Cursor">For the next page; empty on the last one.</param>
internal sealed record ListPage<T>(List<T> Rows, int Total, bool HasNext, string Cursor);

/// <summary>Some rows of a list in its order.</summary>
/// <param name="Next">Where the next batch begins; null at the end of the list.</param>
internal sealed record ListBatch<T>(List<T> Rows, ListCursor? Next);

/// <param name="after">Null for the beginning of the list.</param>
/// <param name="size">How many rows to look at.</param>
internal delegate Task<ListBatch<T>> ReadBatch<T>(ListCursor? after, int size);
