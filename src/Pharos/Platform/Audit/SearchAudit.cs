using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>
/// Searches the audit log, newest first: <c>POST /audit/search</c>. Indexes alone decide which IDs a page contains;
/// only rows of that page are read.
/// </summary>
internal static class SearchAudit
{
    /// <summary><c>total</c> is exact up to this number.</summary>
    private const int CountedTo = 1000;

    /// <summary>Lines per query when reading all.</summary>
    private const int AtOnce = 1000;

    public static readonly Operation<SearchAuditRequest, SearchAuditResponse> Info = new(
        "/audit/search",
        "Search audit logs, newest first",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.AuditRead,
        IsForAccount = true,
    };

    private static async Task<SearchAuditResponse> Handle(SearchAuditRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var catalogue = op.Service<AuditCatalogue>();
        var filter = request.Check(catalogue);

        var (rows, hasNext) = await Page(db, caller, filter, cancel);
        var total =
            filter.Before is null && !hasNext ? rows.Count : await Count(Lanes(db, caller, filter, filter.To), cancel);
        var language = await LanguageOf(db, caller, cancel);
        return new SearchAuditResponse(
            total,
            hasNext ? AuditCursor.Create(rows[^1].AuditId) : "",
            [.. rows.Select(row => AuditItem.From(row, catalogue, language))]
        );
    }

    /// <summary>Reads all lines that a search finds, newest first, ignoring its limit. Used by exports.</summary>
    /// <param name="cancel">Cancels the enumeration, in addition to the context's own token.</param>
    public static async IAsyncEnumerable<AuditItem> All(
        SearchAuditRequest request,
        OperationContext op,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        var (db, caller, _) = op;
        caller.Demand(Info.Permission);
        caller.DemandAccount();
        var catalogue = op.Service<AuditCatalogue>();
        var filter = request.Check(catalogue) with { Limit = AtOnce };

        var language = await LanguageOf(db, caller, cancel);
        for (var hasNext = true; hasNext; )
        {
            (var rows, hasNext) = await Page(db, caller, filter, cancel);
            foreach (var row in rows)
                yield return AuditItem.From(row, catalogue, language);
            if (hasNext)
                filter = filter with { Before = rows[^1].AuditId };
        }
    }

    private static async Task<(List<AuditRow> Rows, bool HasNext)> Page(
        PharosDb db,
        Caller caller,
        AuditFilter filter,
        CancellationToken cancel
    )
    {
        var ids = new List<long>();
        foreach (var lane in Lanes(db, caller, filter, Math.Min(filter.To, filter.Before ?? filter.To)))
            ids.AddRange(
                await lane.OrderByDescending(a => a.AuditId)
                    .Select(a => a.AuditId)
                    .Take(filter.Limit + 1)
                    .ToListAsync(cancel)
            );

        ids.Sort((a, b) => b.CompareTo(a));
        var page = ids.Take(filter.Limit).ToList();
        var rows = await db
            .Audit.AsNoTracking()
            .Where(a => a.AccountId == caller.AccountId && page.Contains(a.AuditId))
            .OrderByDescending(a => a.AuditId)
            .ToListAsync(cancel);
        return (rows, ids.Count > page.Count);
    }

    private static async Task<Language> LanguageOf(PharosDb db, Caller caller, CancellationToken cancel) =>
        Language.FromLocale(
            await db.Accounts.Where(a => a.AccountId == caller.AccountId).Select(a => a.Locale).SingleAsync(cancel)
        );

    /// <summary>
    /// An index sorts the lines of one operation by time, but not those of several. Hence one query per operation.
    /// </summary>
    private static IEnumerable<IQueryable<AuditRow>> Lanes(PharosDb db, Caller caller, AuditFilter filter, long to)
    {
        var all = Matching(db, caller, filter, to);
        return filter.Operations is { } names ? names.Select(name => all.Where(a => a.Operation == name)) : [all];
    }

    /// <param name="to">
    /// The only upper bound. With a second one, SQLite would start at the first that it reads and skip rows up to the
    /// other.
    /// </param>
    private static IQueryable<AuditRow> Matching(PharosDb db, Caller caller, AuditFilter filter, long to)
    {
        var rows = db.Audit.Where(a => a.AccountId == caller.AccountId && a.AuditId >= filter.From && a.AuditId < to);
        if (filter.MemberId is { } memberId)
            rows = rows.Where(a => a.MemberId == memberId);
        if (filter.RequestId is { } requestId)
            rows = rows.Where(a => a.RequestId == requestId);
        if (filter.DangerousOnly)
            rows = rows.Where(a => a.IsDangerous);
        return filter.IsWrite switch
        {
            true => rows.Where(a => a.IsWrite),
            false => rows.Where(a => !a.IsWrite),
            null => rows,
        };
    }

    private static async Task<int> Count(IEnumerable<IQueryable<AuditRow>> lanes, CancellationToken cancel)
    {
        var total = 0;
        foreach (var lane in lanes)
        {
            var room = CountedTo - total;
            if (room == 0)
                break;
            total += await lane.Take(room).CountAsync(cancel);
        }

        return total;
    }
}

/// <summary>A validated search.</summary>
/// <param name="From">The lowest ID, inclusive.</param>
/// <param name="To">The highest ID, exclusive.</param>
/// <param name="Operations">Without duplicates; null for all.</param>
internal sealed record AuditFilter(
    long From,
    long To,
    long? Before,
    int Limit,
    long? MemberId,
    string? RequestId,
    IReadOnlyList<string>? Operations,
    bool DangerousOnly,
    bool? IsWrite
);

public sealed record SearchAuditRequest
{
    private const int MostDays = 90;
    private const int LimitByDefault = 20;

    /// <summary>Unix seconds.</summary>
    [Required]
    public long? StartTime { get; set; }

    /// <summary>Unix seconds, inclusive. At most 90 days after the start.</summary>
    [Required]
    public long? EndTime { get; set; }

    /// <summary>0 to 99; 20 if 0 or absent.</summary>
    public long? Limit { get; set; }
    public string? RequestId { get; set; }

    /// <summary>The cursor from the previous page; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }

    /// <summary>Names from <c>/audit/operation/list</c>; all if empty.</summary>
    [MaxLength(100)]
    public List<string?>? Operations { get; set; }

    /// <summary>The acting member; all if 0.</summary>
    public long? PersonId { get; set; }

    /// <summary>False has no effect.</summary>
    public bool? IsDangerous { get; set; }
    public bool? IsWrite { get; set; }

    internal AuditFilter Check(AuditCatalogue catalogue)
    {
        var start = Validate.Range(Validate.Required(StartTime, "start_time"), "start_time", 1, Validate.EndOfTime);
        var end = Validate.Range(Validate.Required(EndTime, "end_time"), "end_time", 1, Validate.EndOfTime);
        if (end <= start)
            throw Errors.Invalid(Messages.EndBeforeStart, "end_time", "start_time");
        if (end - start > MostDays * 86400L)
            throw Errors.Invalid(Messages.SpanTooLong, "end_time", "start_time", MostDays);
        var limit = (int)Validate.Range(Limit ?? 0, "limit", 0, 99);
        var names = Validate.OptionalItems(Operations, "operations");
        for (var i = 0; i < names?.Count; i++)
        {
            if (catalogue.Find(names[i]) is null)
                throw Errors.Invalid(Messages.UnknownOperation, Validate.Index("operations", i));
        }

        return new AuditFilter(
            AuditIds.First(start * 1000),
            AuditIds.First((end + 1) * 1000),
            AuditCursor.Parse(SearchAfterCtx, "search_after_ctx"),
            limit == 0 ? LimitByDefault : limit,
            PersonId is null or 0 ? null : Validate.Id(PersonId, "person_id"),
            Validate.OptionalLine(RequestId, "request_id", 64),
            names is { Count: > 0 } ? [.. names.Distinct(StringComparer.Ordinal)] : null,
            IsDangerous == true,
            IsWrite
        );
    }
}

/// <param name="Total">The number of lines found: exact below 1,000, otherwise 1,000.</param>
/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record SearchAuditResponse(long Total, string SearchAfterCtx, IReadOnlyList<AuditItem> Docs);
