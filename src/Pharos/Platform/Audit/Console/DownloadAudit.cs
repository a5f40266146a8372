using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Audit.Console;

/// <summary>Exports all lines that a search finds as CSV: <c>GET /console/audit/export</c></summary>
internal static class DownloadAudit
{
    /// <summary>Prefixes cells that a spreadsheet would run as a formula with an apostrophe.</summary>
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    private static readonly string[] Columns =
    [
        "Time",
        "Member",
        "Member ID",
        "Door",
        "Key",
        "Address",
        "Operation",
        "About",
        "Dangerous",
        "Request ID",
        "Body",
    ];

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.AuditRead);
        var search = AuditQuery.Read(request).Search ?? throw Errors.Invalid(Messages.BadRequest);
        // Validates the search before the response starts.
        await SearchAudit.Info.Run(search with { Limit = 1, SearchAfterCtx = null }, request.Operation(db));
        await ExportAudit.Info.Run(search with { Limit = null, SearchAfterCtx = null }, request.Operation(db));
        var databases = request.Http.RequestServices.GetRequiredService<IDbContextFactory<PharosDb>>();
        var file = new Attachment("audit.csv", (body, cancel) =>
            Write(body, search with { SearchAfterCtx = null }, databases, request, cancel)
        );
        return new Download(file);
    }

    private static async Task Write(
        Stream body,
        SearchAuditRequest search,
        IDbContextFactory<PharosDb> databases,
        ConsoleRequest request,
        CancellationToken cancel
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var csv = CsvWriter.Create(body, Format, leaveOpen: true);
        foreach (var column in Columns)
            csv.WriteField(column);
        await csv.EndRecordAsync(cancel);
        await foreach (var item in SearchAudit.All(search, request.Operation(db), cancel))
        {
            csv.WriteField(
                DateTimeOffset
                    .FromUnixTimeMilliseconds(item.CreatedAt)
                    .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
            );
            csv.WriteField(item.MemberName);
            csv.WriteField(item.MemberId);
            csv.WriteField(WireName<EntryPoint>.ToWire(item.Door));
            csv.WriteField(item.KeyName);
            csv.WriteField(item.Ip);
            csv.WriteField(item.Operation);
            csv.WriteField(item.About);
            csv.WriteField(item.IsDangerous ? "true" : "false");
            csv.WriteField(item.RequestId);
            csv.WriteField(item.Body);
            await csv.EndRecordAsync(cancel);
        }
    }

    private sealed class Download(Attachment file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => file.Write(httpContext, "text/csv");
    }
}
