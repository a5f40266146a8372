using Microsoft.EntityFrameworkCore;
using Pharos.Api.Accounts;
using Pharos.Api.AppKeys;
using Pharos.Api.StatusPage.Changes;
using Pharos.Api.StatusPage.Components;
using Pharos.Api.StatusPage.Pages;
using Pharos.Status;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Bench;

/// <summary>A data folder with one page: one event made by the product's handlers, copied as often as asked for by SQL.</summary>
internal sealed record Seed(string Folder, string Key, long PageId, IReadOnlyList<long> ChangeIds) : IDisposable
{
    public static async Task<Seed> Make(int events)
    {
        var folder = Directory.CreateTempSubdirectory("pharos-bench-").FullName;
        var clock = TimeProvider.System;
        var cancel = CancellationToken.None;
        await using var store = await Store.Open(folder, null, clock, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var owner = await CreateAccount.Handle(
            new CreateAccountRequest { Name = "Bench", Email = "bench@example.com", Password = "bench-password" }, db, store.Writes, clock, onlyFirst: false, cancel);
        var key = await CreateAppKey.Handle("bench", db, owner, store.Writes, clock, cancel);
        var page = await CreatePage.Handle(
            new CreatePageRequest { Name = "Bench", Type = PageType.Public, UrlName = "bench", DateView = DateView.Calendar, DisplayUptimeMode = UptimeMode.Chart },
            db, owner, store.Writes, clock, cancel);
        var components = await UpsertComponents.Handle(
            new UpsertComponentsRequest { PageId = page.PageId, Components = [.. Enumerable.Range(1, 30).Select(i => new ComponentFields { Name = $"Component {i}" })] },
            db, owner, store.Writes, clock, cancel);
        var change = await CreateChange.Handle(Event(page.PageId, components.ComponentIds, clock.Seconds()), db, owner, store.Writes, clock, cancel);
        await Copy(db, change.ChangeId, events - 1);
        return new Seed(folder, key.Key, page.PageId, await db.Changes.OrderBy(c => c.ChangeId).Select(c => c.ChangeId).ToListAsync(cancel));
    }

    public string ChangeInfo(Uri server, long changeId) =>
        new Uri(server, $"/status-page/change/info?app_key={Key}&page_id={PageId}&change_id={changeId}").ToString();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static CreateChangeRequest Event(long pageId, IReadOnlyList<string> components, long now) => new()
    {
        PageId = pageId,
        Type = ChangeType.Incident,
        Title = "Elevated error rates on the public API",
        Description = "About 8 % of API requests fail with status 503.",
        Status = ChangeStatus.Resolved,
        StartAtSeconds = now - 7200,
        IsRetrospective = true,
        Updates =
        [
            Update(now - 7200, ChangeStatus.Investigating, "About 8 % of API requests fail with status 503. Deliveries are delayed.", components, ComponentStatus.PartialOutage),
            Update(now - 5400, ChangeStatus.Identified, "A connection pool on one database replica is exhausted. We are moving its traffic away.", [], default),
            Update(now - 4000, ChangeStatus.Monitoring, "Error rates are back to normal; we keep watching.", [], default),
            Update(now - 3600, ChangeStatus.Resolved, "This incident is resolved.", components, ComponentStatus.Operational),
        ],
    };

    private static UpdateFields Update(long at, ChangeStatus status, string text, IReadOnlyList<string> components, ComponentStatus componentStatus) => new()
    {
        AtSeconds = at,
        Status = status,
        Description = text,
        ComponentChanges = [.. components.Take(2).Select(id => new ComponentChangeFields { ComponentId = id, Status = componentStatus })],
    };

    private static async Task Copy(StatusDb db, long changeId, int times)
    {
        const string Numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {1}) ";
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var (table, columns) in new[]
        {
            ("changes", "page_id, type, title, description, status, start_at - i * 3600, close_at - i * 3600, stated_close_at, is_retrospective, notify_subscribers, auto_update_by_schedule, source_id, created_at, updated_at, revision"),
            ("change_updates", "update_id, at_seconds - i * 3600, arrival, status, description, created_at"),
            ("component_changes", "update_id, component_id, status, position"),
        })
        {
            var names = columns.Replace(" - i * 3600", "", StringComparison.Ordinal);
            var sql = $"INSERT INTO {table} (change_id, {names}) {Numbers} SELECT t.change_id % 1000000000 + i * 1000000007, {columns} FROM {table} t, n WHERE t.change_id = {{0}} AND {{1}} > 0";
            await db.Database.ExecuteSqlRawAsync(sql, changeId, times);
        }

        await transaction.CommitAsync();
    }
}
