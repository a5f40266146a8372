using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.StatusPages.Changes;

namespace Pharos.Host;

/// <summary>
/// Runs the code of a write once the server listens, so that the first write finds it compiled. It sends nothing to the
/// database but reads: the write it prepares goes to a context that is detached.
/// </summary>
internal sealed partial class WarmUp(
    Store store,
    AuthenticateApiKey authenticate,
    IHostApplicationLifetime lifetime,
    ILogger<WarmUp> log
) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>An event that no page has.</summary>
    private static ReadOnlySpan<byte> Sample =>
        """
        {"page_id":1,"type":"incident","title":"-","description":"-","status":"investigating",
        "updates":[{"description":"-","component_changes":[
        {"component_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","status":"degraded"}]}]}
        """u8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStart(stoppingToken);
        using var longest = new CancellationTokenSource(Longest, store.Clock);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, longest.Token);
        try
        {
            await authenticate(ApiKey.New(), null, timeout.Token);
            await Read(timeout.Token);
            await Write(timeout.Token);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The first write does the work instead, or the stop has come first.
            var reason = fault.GetBaseException().Message;
            Log.Skipped(log, reason);
        }
    }

    /// <summary>The queries of a write that finds no page.</summary>
    private async Task Read(CancellationToken cancel)
    {
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        await db.Pages.SingleOrDefaultAsync(p => p.PageId == 0 && p.AccountId == 0, cancel);
        await db.Changes.SingleOrDefaultAsync(c => c.ChangeId == 0 && c.PageId == 0, cancel);
    }

    private async Task Write(CancellationToken cancel)
    {
        var request = JsonSerializer.Deserialize<CreateChangeRequest>(Sample, WireJson.Options)!;
        AuditBody.From(request);
        var change = request.ToRow(request.Check(), store.Clock);
        await using var db = store.CreateDetached();
        db.Changes.Add(change);
        await db.SaveChangesAsync(cancel);
        change.Title = "+";
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Nothing was sent, so no row has changed.
        }

        JsonSerializer.SerializeToUtf8Bytes(new CreateChangeResponse(change.ChangeId, change.Title), WireJson.Options);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 130, Level = LogLevel.Debug, Message = "Warm-up skipped ({Reason})")]
        public static partial void Skipped(ILogger log, string reason);
    }
}
