using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.SourceChanges;

/// <summary>
/// Stores events of changes before they are acknowledged. Changes are rare, so each gets its own commit.
/// </summary>
internal sealed class SourceChangeIntake(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    TimeProvider clock
)
{
    /// <summary>The latest events that a change keeps.</summary>
    private const int MaxEvents = 50;

    public async Task Take(Integration integration, IncomingChange incoming, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockOnCall(integration.AccountId, cancel);
        var now = clock.Seconds();
        var time = incoming.Time ?? now;
        var change = await db.SourceChanges.SingleOrDefaultAsync(
            c => c.IntegrationId == integration.IntegrationId && c.ChangeKey == incoming.ChangeKey,
            cancel
        );
        if (change is null)
        {
            change = new SourceChangeRow
            {
                ChangeId = Ids.NewObjectId(clock),
                AccountId = integration.AccountId,
                IntegrationId = integration.IntegrationId,
                SpaceId = integration.SpaceId ?? 0,
                ChangeKey = incoming.ChangeKey,
                Title = incoming.Title,
                Description = "",
                Link = "",
                Status = incoming.Status,
                Labels = [],
                StartTime = time,
                LastTime = time,
                EndTime = 0,
                Events = "[]",
                CreatedAt = now,
                UpdatedAt = now,
            };
            db.SourceChanges.Add(change);
        }

        Follow(change, incoming, time);
        change.UpdatedAt = now;
        await db
            .Integrations.Where(i => i.IntegrationId == integration.IntegrationId)
            .ExecuteUpdateAsync(i => i.SetProperty(r => r.LastEventAt, now), cancel);
        await write.Commit(cancel);
    }

    /// <summary>The latest event decides; an event that arrives late only extends the time.</summary>
    private void Follow(SourceChangeRow change, IncomingChange incoming, long time)
    {
        change.StartTime = Math.Min(change.StartTime, time);
        if (time >= change.LastTime)
        {
            (change.Title, change.Description, change.Link) = (incoming.Title, incoming.Description, incoming.Link);
            (change.Status, change.LastTime) = (incoming.Status, time);
            change.Labels = new Dictionary<string, string>(incoming.Labels, StringComparer.Ordinal);
            change.EndTime = incoming.Status is ChangeStatus.Done or ChangeStatus.Canceled ? time : 0;
        }

        var events = JsonSerializer.Deserialize<List<SourceChangeEvent>>(change.Events, WireJson.Options)!;
        events.Add(
            new SourceChangeEvent(
                Ids.NewObjectId(clock),
                incoming.Title,
                incoming.Description,
                incoming.Link,
                incoming.Status,
                incoming.Labels,
                time
            )
        );
        change.Events = JsonSerializer.Serialize(
            events.OrderBy(e => e.EventTime).TakeLast(MaxEvents),
            WireJson.Options
        );
    }
}

/// <summary>One event of a change, as stored with it.</summary>
public sealed record SourceChangeEvent(
    string EventId,
    string Title,
    string Description,
    string Link,
    ChangeStatus ChangeStatus,
    IReadOnlyDictionary<string, string> Labels,
    long EventTime
);
