using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;

namespace Pharos.OnCall.Intake;

/// <summary>
/// Keeps the beginnings of an integration's latest payloads for its screen. They are a help for setting up, not a
/// record: at most one per second and integration is written, in the background, and none is waited for.
/// </summary>
internal sealed partial class RecentPayloads(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    TimeProvider clock,
    ILogger<RecentPayloads> log
) : BackgroundService
{
    /// <summary>The payloads kept per integration.</summary>
    public const int Slots = 10;

    private const int MaxBytes = 16 << 10;
    private readonly ConcurrentDictionary<long, Noted> noted = new();

    /// <param name="payload">The body as received; only its beginning is kept.</param>
    /// <param name="error">Why a part of it was rejected; null if nothing was.</param>
    public void Note(long integrationId, ReadOnlyMemory<byte> payload, int events, string? error)
    {
        var kept = payload[..Math.Min(MaxBytes, payload.Length)];
        if (noted.TryGetValue(integrationId, out var waiting) && waiting.Error is not null && error is null)
            return; // An error is worth more than the next success.
        noted[integrationId] = new Noted(kept.ToArray(), events, error, clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>Writes what was noted since the last time.</summary>
    public async Task Write(CancellationToken cancel)
    {
        foreach (var (integrationId, payload) in noted.ToArray())
        {
            noted.TryRemove(integrationId, out _);
            await using var db = await databases.CreateDbContextAsync(cancel);
            await using var write = await writes.Begin(db, cancel);
            var oldest = await db
                .RecentPayloads.Where(p => p.IntegrationId == integrationId)
                .OrderBy(p => p.ReceivedAt)
                .ToListAsync(cancel);
            if (!await db.Integrations.AnyAsync(i => i.IntegrationId == integrationId, cancel))
                continue;
            var row = oldest.Count < Slots ? null : oldest[0];
            if (row is null)
            {
                row = new RecentPayloadRow
                {
                    IntegrationId = integrationId,
                    Slot = Enumerable.Range(0, Slots).Except(oldest.Select(p => p.Slot)).First(),
                    ReceivedAt = 0,
                    Events = 0,
                    Body = [],
                };
                db.RecentPayloads.Add(row);
            }

            (row.ReceivedAt, row.Events, row.Body, row.Error) = (
                payload.ReceivedAt,
                payload.Events,
                payload.Body,
                payload.Error
            );
            await write.Commit(cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Write(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetBaseException().Message);
            }
        }
    }

    private sealed record Noted(byte[] Body, int Events, string? Error, long ReceivedAt);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1330, Level = LogLevel.Warning, Message = "Storing recent payloads failed ({Reason})")]
        public static partial void Failed(ILogger log, string reason);
    }
}
