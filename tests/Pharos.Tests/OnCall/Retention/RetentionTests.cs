using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Retention;
using Pharos.OnCall.Rules;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Timeline;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Retention;

/// <summary>What is deleted because of its age, and what stays.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const int Day = 86_400;
    private readonly TestClock clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private TestServer? started;
    private OnCallData data = null!;
    private long spaceId;
    private long integrationId;

    private TestServer Server => started!;

    public async ValueTask InitializeAsync() =>
        await Start(options => (options.IncidentDays, options.EventDays, options.SourceChangeDays) = (100, 30, 50));

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task A_closed_incident_goes_with_its_alerts_events_timeline_and_search_entry()
    {
        var old = await Closed("Old", closedDaysAgo: 101);
        var young = await Closed("Young", closedDaysAgo: 99);
        foreach (var incident in (string[])[old, young])
        {
            var alert = await data.Alert("a", spaceId, integrationId, 99 * Day, incidentId: incident, change: Close);
            await data.Save(db => db.TimelineEntries.AddRange(Entry(alert), Entry(incident)));
        }

        await Prune();

        Assert.Equal([young], await Read(db => db.Incidents.Select(i => i.IncidentId)));
        Assert.Equal([young], await Read(db => db.Alerts.Select(a => a.IncidentId!)));
        Assert.Equal(2, (await Read(db => db.TimelineEntries.Select(e => e.RefId))).Count);
        Assert.Equal(1, await SearchEntries());
    }

    [Fact]
    public async Task Open_incidents_and_alerts_stay_whatever_their_age()
    {
        await data.Incident("Open", spaceId, 900 * Day);
        await data.Alert("Open and muted", spaceId, integrationId, 900 * Day);
        var withOpenAlert = await Closed("Closed with an open alert", closedDaysAgo: 500);
        await data.Alert("Open", spaceId, integrationId, 900 * Day, incidentId: withOpenAlert);

        await Prune();

        Assert.Equal(2, (await Read(db => db.Incidents.Select(i => i.IncidentId))).Count);
        Assert.Equal(2, (await Read(db => db.Alerts.Select(a => a.AlertId))).Count);
    }

    [Fact]
    public async Task An_incident_of_a_storm_goes_with_thousands_of_alerts()
    {
        var storm = await Closed("Storm", closedDaysAgo: 200);
        await data.Save(db => db.Alerts.AddRange(Enumerable.Range(0, 1500).Select(i => NewAlert($"storm-{i}", storm))));

        await Prune();

        Assert.Empty(await Read(db => db.Incidents.Select(i => i.IncidentId)));
        Assert.Empty(await Read(db => db.Alerts.Select(a => a.AlertId)));
    }

    [Fact]
    public async Task Closed_alerts_without_an_incident_go()
    {
        await data.Alert("Old", spaceId, integrationId, 101 * Day, change: Close);
        var young = await data.Alert("Young", spaceId, integrationId, 99 * Day, change: Close);

        await Prune();

        Assert.Equal([young], await Read(db => db.Alerts.Select(a => a.AlertId)));
    }

    [Fact]
    public async Task Old_events_of_closed_alerts_go_and_the_alerts_stay()
    {
        var closed = await data.Alert("Closed", spaceId, integrationId, 40 * Day, change: Close);
        var open = await data.Alert("Open", spaceId, integrationId, 40 * Day);
        await Event(closed, daysAgo: 31);
        var kept = (string[])[await Event(closed, daysAgo: 29), await Event(open, daysAgo: 31)];

        await Prune();

        Assert.Equal(kept.Order(), (await Read(db => db.AlertEvents.Select(e => e.EventId))).Order());
        Assert.Equal(2, (await Read(db => db.Alerts.Select(a => a.AlertId))).Count);
    }

    [Fact]
    public async Task Finished_changes_go_and_open_ones_stay()
    {
        await data.Save(db =>
            db.SourceChanges.AddRange(
                Change("old", daysAgo: 51, isDone: true),
                Change("young", daysAgo: 49, isDone: true),
                Change("open", daysAgo: 400, isDone: false)
            )
        );

        await Prune();

        Assert.Equal(["open", "young"], (await Read(db => db.SourceChanges.Select(c => c.ChangeKey))).Order());
    }

    [Fact]
    public async Task Zero_days_keep_everything()
    {
        await Server.DisposeAsync();
        await Start(options => (options.IncidentDays, options.EventDays, options.SourceChangeDays) = (0, 0, 0));
        var incident = await Closed("Old", closedDaysAgo: 4000);
        var alert = await data.Alert("a", spaceId, integrationId, 4000 * Day, incidentId: incident, change: Close);
        await Event(alert, daysAgo: 4000);
        await data.Save(db => db.SourceChanges.Add(Change("old", daysAgo: 4000, isDone: true)));

        await Prune();

        Assert.Single(await Read(db => db.Incidents.Select(i => i.IncidentId)));
        Assert.Single(await Read(db => db.AlertEvents.Select(e => e.EventId)));
        Assert.Single(await Read(db => db.SourceChanges.Select(c => c.ChangeKey)));
    }

    [Fact]
    public async Task The_server_does_it_by_itself_every_hour()
    {
        await Closed("Soon too old", closedDaysAgo: 99);
        Assert.Single(await Read(db => db.Incidents.Select(i => i.IncidentId)));

        await Eventually.True(
            async () =>
            {
                clock.Advance(TimeSpan.FromDays(2)); // The timer may not have been set yet.
                return (await Read(db => db.Incidents.Select(i => i.IncidentId))).Count == 0;
            },
            TimeSpan.FromSeconds(60)
        );
    }

    private static void Close(AlertRow alert) =>
        (alert.IsOpen, alert.Status, alert.EndTime) = (false, EventStatus.Ok, alert.LastTime);

    private async Task Start(Action<RetentionOptions> configure)
    {
        started = await TestServer.Start(clock, options => configure(options.Retention));
        data = new OnCallData(Server, await Server.NewAccount());
        spaceId = await data.Space();
        integrationId = await data.Integration();
    }

    private Task<string> Closed(string title, int closedDaysAgo) =>
        data.Incident(title, spaceId, (closedDaysAgo + 1) * Day, change: row =>
            (row.Progress, row.CloseTime, row.UpdatedAt) = (
                IncidentProgress.Closed,
                data.Now - (closedDaysAgo * Day),
                data.Now
            )
        );

    private AlertRow NewAlert(string key, string incidentId) =>
        new()
        {
            AlertId = Ids.NewObjectId(clock),
            AccountId = data.AccountId,
            IntegrationId = integrationId,
            SpaceId = spaceId,
            IncidentId = incidentId,
            AlertKey = key,
            TitleRule = key,
            Title = key,
            Description = "",
            Severity = EventStatus.Warning,
            Status = EventStatus.Ok,
            Labels = [],
            Images = [],
            StartTime = data.Now - (201 * Day),
            LastTime = data.Now - (201 * Day),
            IsOpen = false,
            EventCount = 1,
            CreatedAt = data.Now - (201 * Day),
            UpdatedAt = data.Now - (201 * Day),
        };

    private async Task<string> Event(string alertId, int daysAgo)
    {
        var id = Ids.NewObjectId(clock);
        await data.Save(db =>
            db.AlertEvents.Add(
                new AlertEventRow
                {
                    EventId = id,
                    AlertId = alertId,
                    AccountId = data.AccountId,
                    Time = data.Now - (daysAgo * Day),
                    Status = EventStatus.Warning,
                    TitleRule = "event",
                    Title = "event",
                    Description = "",
                    Labels = [],
                    Images = [],
                    CreatedAt = data.Now,
                }
            )
        );
        return id;
    }

    private TimelineEntryRow Entry(string refId) =>
        new()
        {
            EntryId = Ids.NewObjectId(clock),
            AccountId = data.AccountId,
            RefId = refId,
            Type = "i_ack",
            Detail = "{}",
            CreatorId = 0,
            CreatedAt = data.Now * 1000,
        };

    private SourceChangeRow Change(string key, int daysAgo, bool isDone)
    {
        var at = data.Now - (daysAgo * Day);
        return new SourceChangeRow
        {
            ChangeId = Ids.NewObjectId(clock),
            AccountId = data.AccountId,
            IntegrationId = integrationId,
            SpaceId = spaceId,
            ChangeKey = key,
            Title = key,
            Description = "",
            Link = "",
            Status = isDone ? ChangeStatus.Done : ChangeStatus.Processing,
            Labels = [],
            StartTime = at,
            LastTime = at,
            EndTime = isDone ? at : 0,
            Events = "[]",
            CreatedAt = at,
            UpdatedAt = at,
        };
    }

    private Task Prune() => Server.Services.GetRequiredService<RetentionJob>().Prune(CancellationToken.None);

    private async Task<List<string>> Read(Func<PharosDb, IQueryable<string>> query)
    {
        await using var db = await Server.Store.Databases.CreateDbContextAsync();
        return await query(db).ToListAsync();
    }

    private async Task<int> SearchEntries()
    {
        await using var db = await Server.Store.Databases.CreateDbContextAsync();
        return (
            await db
                .Database.SqlQueryRaw<int>("SELECT CAST(count(*) AS int) AS \"Value\" FROM incident_search")
                .ToListAsync()
        )[0];
    }
}
