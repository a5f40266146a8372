using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Incidents.Search;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall;

/// <summary>
/// Writes on-call rows of an account straight into the database, with the times that a test needs.
/// </summary>
internal sealed class OnCallData(TestServer server, ApiClient owner)
{
    public long AccountId => owner.Caller.AccountId;
    public long Now { get; } = server.Store.Clock.Seconds();

    /// <summary>A window around everything that tests write.</summary>
    public (long Start, long End) Window => (Now - 86400 * 15, Now + 86400 * 15);

    public async Task<long> Space(string name = "Checkout", long? teamId = null, bool isPrivate = false)
    {
        var id = Ids.NewInteger();
        await Save(db =>
            db.Spaces.Add(
                new SpaceRow
                {
                    SpaceId = id,
                    AccountId = AccountId,
                    Name = name + " " + id,
                    TeamId = teamId,
                    IsPrivate = isPrivate,
                    CreatorId = owner.Caller.MemberId,
                    Grouping = "{}",
                    Flapping = "{}",
                    Position = 1,
                    CreatedAt = Now,
                    UpdatedAt = Now,
                    UpdatedBy = owner.Caller.MemberId,
                }
            )
        );
        return id;
    }

    public async Task<long> Integration(IntegrationType type = IntegrationType.Prometheus)
    {
        var id = Ids.NewInteger();
        await Save(db =>
            db.Integrations.Add(
                new IntegrationRow
                {
                    IntegrationId = id,
                    AccountId = AccountId,
                    Type = type,
                    Name = "Cluster",
                    Key = Guid.NewGuid().ToString("N"),
                    Settings = "{}",
                    RefId = "ref-1",
                    CreatorId = owner.Caller.MemberId,
                    CreatedAt = Now,
                    UpdatedAt = Now,
                    UpdatedBy = owner.Caller.MemberId,
                }
            )
        );
        return id;
    }

    /// <param name="secondsAgo">When it started.</param>
    /// <param name="change">Changes the row before it is written.</param>
    public async Task<string> Incident(
        string title,
        long? spaceId = null,
        long secondsAgo = 0,
        Dictionary<string, string>? labels = null,
        Action<IncidentRow>? change = null,
        string? id = null,
        string dedupKey = ""
    )
    {
        id ??= Ids.NewObjectId(server.Store.Clock);
        var row = new IncidentRow
        {
            IncidentId = id,
            Num = IncidentNumber.From(id),
            AccountId = AccountId,
            SpaceId = spaceId,
            DedupKey = dedupKey,
            Title = title,
            Severity = EventStatus.Warning,
            Status = EventStatus.Warning,
            Labels = labels ?? [],
            StartTime = Now - secondsAgo,
            LastTime = Now - secondsAgo,
            LastMergeTime = Now - secondsAgo,
            CreatedAt = Now - secondsAgo,
            UpdatedAt = Now - secondsAgo,
        };
        change?.Invoke(row);
        await Save(async db =>
        {
            db.Incidents.Add(row);
            await IncidentIndex.Update(db, [row], CancellationToken.None);
        });
        return id;
    }

    /// <param name="secondsAgo">When it started.</param>
    public async Task<string> Alert(
        string title,
        long spaceId,
        long integrationId,
        long secondsAgo = 0,
        Dictionary<string, string>? labels = null,
        string? incidentId = null,
        Action<AlertRow>? change = null
    )
    {
        var id = Ids.NewObjectId(server.Store.Clock);
        var row = new AlertRow
        {
            AlertId = id,
            AccountId = AccountId,
            IntegrationId = integrationId,
            SpaceId = spaceId,
            IncidentId = incidentId,
            AlertKey = "key-" + id,
            TitleRule = title,
            Title = title,
            Description = "",
            Severity = EventStatus.Warning,
            Status = EventStatus.Warning,
            Labels = labels ?? [],
            Images = [],
            StartTime = Now - secondsAgo,
            LastTime = Now - secondsAgo,
            EventCount = 1,
            CreatedAt = Now - secondsAgo,
            UpdatedAt = Now - secondsAgo,
        };
        change?.Invoke(row);
        await Save(db => db.Alerts.Add(row));
        return id;
    }

    /// <summary>Events of an alert, one a second, the last of them now.</summary>
    public async Task<List<string>> Events(string alertId, int count, EventStatus status = EventStatus.Warning)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Ids.NewObjectId(server.Store.Clock)).ToList();
        await Save(db =>
            db.AlertEvents.AddRange(
                ids.Select(
                    (id, i) =>
                        new AlertEventRow
                        {
                            EventId = id,
                            AlertId = alertId,
                            AccountId = AccountId,
                            Time = Now - count + 1 + i,
                            Status = status,
                            TitleRule = "event",
                            Title = "event " + i,
                            Description = "",
                            Labels = [],
                            Images = [],
                            CreatedAt = Now,
                        }
                )
            )
        );
        return ids;
    }

    /// <summary>Stores pushes of the integration with this key, all at once, as after a burst.</summary>
    public Task Pushes(string key, params ParsedPush[] pushes) =>
        Save(async db =>
        {
            var integration = await db.Integrations.SingleAsync(i => i.Key == key);
            var first = Random.Shared.NextInt64(1L << 61);
            db.Pushes.AddRange(
                pushes.Select(
                    (push, i) =>
                        new PushRow
                        {
                            PushId = first + i,
                            AccountId = AccountId,
                            IntegrationId = integration.IntegrationId,
                            ReceivedAt = Now * 1000,
                            Body = new PushContent(push.Events, push.Actions).ToJson(),
                        }
                )
            );
        });

    public Task Responder(string incidentId, ApiClient member, long acknowledgedAt = 0, int position = 0) =>
        Save(db =>
            db.IncidentResponders.Add(
                new IncidentResponderRow
                {
                    IncidentId = incidentId,
                    MemberId = member.Caller.MemberId,
                    Position = position,
                    AssignedAt = Now,
                    AcknowledgedAt = acknowledgedAt,
                }
            )
        );

    public Task Save(Action<PharosDb> change) =>
        Save(db =>
        {
            change(db);
            return Task.CompletedTask;
        });

    public async Task Save(Func<PharosDb, Task> change)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await using var write = await server.Store.Writes.Begin(db, CancellationToken.None);
        await change(db);
        await write.Commit(CancellationToken.None);
    }
}

/// <summary>Reads on-call lists.</summary>
internal static class OnCallLists
{
    /// <summary>The values of one field of all items.</summary>
    public static List<string> All(this ApiAnswer answer, string field) =>
        [.. answer.Data["items"]!.AsArray().Select(item => item![field]!.ToString())];

    /// <summary>Reads all pages by cursor.</summary>
    public static async Task<List<string>> Pages(
        this ApiClient api,
        string path,
        string field,
        Func<string, object> request
    )
    {
        var all = new List<string>();
        for (var cursor = ""; ; )
        {
            var answer = await api.Post(path, request(cursor));
            all.AddRange(answer.All(field));
            cursor = answer.Data["search_after_ctx"]!.GetValue<string>();
            Assert.Equal(answer.Data["has_next_page"]!.GetValue<bool>(), cursor.Length > 0);
            if (cursor.Length == 0)
                return all;
        }
    }
}
