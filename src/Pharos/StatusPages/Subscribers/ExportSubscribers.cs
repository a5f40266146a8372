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
/// Gives a page's subscribers as a CSV file, read and written in pieces: <c>POST /status-page/subscriber/export</c>
/// </summary>
internal static class ExportSubscribers
{
    private const int Piece = 1000;
    private const char Separator = ';';

    /// <summary>
    /// A cell that a spreadsheet would take for a formula gets an apostrophe before it, and quotes around it.
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
        var componentIds = request.ComponentIds is { Count: > 0 } sent
            ? Validate.Ulids(sent, "component_ids", 1000)
            : [];

        var page = await PageReader.Find(db, caller, pageId, cancel);
        var subscribers = await PageSubscribers.For(
            db,
            page,
            componentIds,
            i => Validate.Index("component_ids", i),
            cancel
        );
        var things = await FollowedItems.On(db, pageId, cancel);
        // A database that fails fails here, while there is still an envelope to say so in.
        var first = await Next(subscribers, "", cancel);
        // What is read stands in a snapshot, which nothing can be written in.
        await using var audit = await op.Service<IDbContextFactory<PharosDb>>().CreateDbContextAsync(cancel);
        await using (var write = await op.On(audit).BeginWrite(Info, request))
        {
            write.SetAuditTarget(page.Name);
            await write.Commit(cancel);
        }

        return new Attachment($"subscribers-{page.UrlName}.csv", (body, stop) =>
            Write(body, first, subscribers, things, stop)
        );
    }

    // The database compares, by the order that it sorts by.
#pragma warning disable CA1309
    private static Task<List<SubscriberRow>> Next(
        IOrderedQueryable<SubscriberRow> subscribers,
        string after,
        CancellationToken cancel
    ) => subscribers.Where(s => string.Compare(s.Recipient, after) > 0).Take(Piece).ToListAsync(cancel);
#pragma warning restore CA1309

    private static async Task Write(
        Stream body,
        List<SubscriberRow> rows,
        IOrderedQueryable<SubscriberRow> subscribers,
        FollowedItems things,
        CancellationToken cancel
    )
    {
        await using var csv = CsvWriter.Create(body, Format, leaveOpen: true);
        foreach (var column in (string[])["Method", "Recipient", "Components", "Subscribe All", "Locale"])
            csv.WriteField(column);
        await csv.EndRecordAsync(cancel);
        while (true)
        {
            foreach (var (subscriber, components, _) in await things.By(rows, cancel))
            {
                csv.WriteField(WireName<SubscriptionMethod>.ToWire(subscriber.Method));
                csv.WriteField(subscriber.Recipient);
                csv.WriteField(Names(components));
                csv.WriteField(subscriber.All);
                csv.WriteField(subscriber.Locale);
                await csv.EndRecordAsync(cancel);
            }

            if (rows.Count < Piece)
                return;
            rows = await Next(subscribers, rows[^1].Recipient, cancel);
        }
    }

    /// <summary>A name is unique on its page; one that the list cannot hold gives way to the ID.</summary>
    private static string Names(IReadOnlyList<ComponentRow> components)
    {
        var names = string.Join(
            "; ",
            components.Select(c => c.Name.Contains(Separator, StringComparison.Ordinal) ? c.ComponentId : c.Name)
        );
        // CsvHelper knows the ASCII ones; some East Asian spreadsheets take these for them.
        return names.Length > 0 && names[0] is '＝' or '＋' or '－' or '＠' ? '\'' + names : names;
    }
}

public sealed record ExportSubscribersRequest
{
    [Required]
    public long? PageId { get; set; }

    /// <summary>Only who is told of one of these.</summary>
    public List<string?>? ComponentIds { get; set; }
}
