using System.ComponentModel.DataAnnotations;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Exports a page's subscribers as a CSV file, read and written in batches: <c>POST /status-page/subscriber/export</c>
/// </summary>
internal static class ExportSubscribers
{
    private const int BatchSize = 1000;
    private const char Separator = ';';

    /// <summary>
    /// Prefixes a cell with an apostrophe and quotes it if a spreadsheet would treat it as a formula.
    /// </summary>
    private static readonly CsvWriterOptions Format = new()
    {
        NewLine = "\n",
        TrueValue = "true",
        FalseValue = "false",
        Injection = CsvInjection.Escape,
    };

    public static readonly Operation<ExportSubscribersRequest, Attachment> Info = new(
        "/status-page/subscriber/export",
        "Export subscribers",
        Handle
    )
    {
        Kind = OperationKind.Download,
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.SubscriberReadExport) { IsDangerous = true, IsWrite = false },
        MediaType = "text/csv",
        Limit = limits => new OperationLimit(limits.ExportsPerMinute, limits.ExportsPerSecond),
    };

    private static async Task<Attachment> Handle(ExportSubscribersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var componentIds = request.ComponentIds is { Count: > 0 } sent ? Validate.Ulids(sent, "component_ids") : [];

        var page = await PageReader.Find(db, caller, pageId, cancel);
        var subscribers = await PageSubscribers.For(
            db,
            page,
            componentIds,
            i => Validate.Index("component_ids", i),
            cancel
        );
        // Read the first batch now, so that a database error can still become an error response.
        var first = await Next(db, subscribers, pageId, "", cancel);
        var databases = op.Service<IDbContextFactory<PharosDb>>();
        // The reads use a snapshot, which is read-only, so the audit entry needs a context of its own.
        await using var audit = await databases.CreateDbContextAsync(cancel);
        await using (var write = await op.On(audit).BeginWrite(Info, request))
        {
            write.SetAuditTarget(page.Name);
            await write.Commit(cancel);
        }

        return new Attachment($"subscribers-{page.UrlName}.csv", (body, stop) =>
            Write(body, first, after => NextInSnapshot(databases, subscribers, pageId, after, stop), stop)
        );
    }

    /// <summary>
    /// Reads a batch in a snapshot of its own, which ends before the batch is sent: SQLite's write-ahead log grows as
    /// long as any snapshot lasts.
    /// </summary>
    private static async Task<IReadOnlyList<Followed>> NextInSnapshot(
        IDbContextFactory<PharosDb> databases,
        SubscriberQuery subscribers,
        long pageId,
        string after,
        CancellationToken cancel
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        return await Next(db, subscribers, pageId, after, cancel);
    }

    private static async Task<IReadOnlyList<Followed>> Next(
        PharosDb db,
        SubscriberQuery subscribers,
        long pageId,
        string after,
        CancellationToken cancel
    )
    {
        // Compared by the database, with the collation that it sorts by.
#pragma warning disable CA1309
        var rows = await subscribers(db)
            .Where(s => string.Compare(s.Recipient, after) > 0)
            .Take(BatchSize)
            .ToListAsync(cancel);
#pragma warning restore CA1309
        return await (await FollowedItems.On(db, pageId, cancel)).By(rows, cancel);
    }

    private static async Task Write(
        Stream body,
        IReadOnlyList<Followed> batch,
        Func<string, Task<IReadOnlyList<Followed>>> next,
        CancellationToken cancel
    )
    {
        await using var csv = CsvWriter.Create(body, Format, leaveOpen: true);
        foreach (var column in (string[])["Method", "Recipient", "Components", "Subscribe All", "Locale"])
            csv.WriteField(column);
        await csv.EndRecordAsync(cancel);
        while (true)
        {
            foreach (var (subscriber, components, _) in batch)
            {
                csv.WriteField(WireName<SubscriptionMethod>.ToWire(subscriber.Method));
                csv.WriteField(subscriber.Recipient);
                csv.WriteField(Names(components));
                csv.WriteField(subscriber.All);
                csv.WriteField(subscriber.Locale);
                await csv.EndRecordAsync(cancel);
            }

            if (batch.Count < BatchSize)
                return;
            batch = await next(batch[^1].Subscriber.Recipient);
        }
    }

    /// <summary>Lists components by name, which is unique on a page; by ID if a name contains the separator.</summary>
    private static string Names(IReadOnlyList<ComponentRow> components)
    {
        var names = string.Join(
            "; ",
            components.Select(c => c.Name.Contains(Separator, StringComparison.Ordinal) ? c.ComponentId : c.Name)
        );
        // CsvHelper escapes the ASCII forms; some East Asian spreadsheets treat the full-width forms the same.
        return names.Length > 0 && names[0] is '＝' or '＋' or '－' or '＠' ? '\'' + names : names;
    }
}

public sealed record ExportSubscribersRequest
{
    [Required]
    public long? PageId { get; set; }

    /// <summary>Exports only subscribers who are notified about one of these components.</summary>
    [MaxLength(1000)]
    public List<string?>? ComponentIds { get; set; }
}
