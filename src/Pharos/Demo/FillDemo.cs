using System.Globalization;
using System.Text;
using Pharos.Api.Accounts;
using Pharos.Api.AppKeys;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.StatusPage.Changes;
using Pharos.Api.StatusPage.Components;
using Pharos.Api.StatusPage.Pages;
using Pharos.Api.StatusPage.Sections;
using Pharos.History;
using Pharos.Status;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Demo;

/// <summary>Makes the sample account with its key and its page, through the handlers that everybody uses, in one transaction.</summary>
internal static class FillDemo
{
    public const string Email = "demo@example.com";

    public static async Task<SampleAccount> Handle(string password, IReadOnlyList<DemoEvent> events, Store store, Action<int> done, CancellationToken cancel)
    {
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        await using var write = await store.Writes.Begin(db, cancel);
        var account = new CreateAccountRequest { Name = SampleCompany.Name, Email = Email, Password = password };
        var caller = await CreateAccount.Handle(account, db, Origin.CommandLine(Ids.NewUlid(store.Clock)), store.Writes, store.Clock, onlyFirst: false, cancel);
        var key = await CreateAppKey.Handle("demo", db, caller, store.Writes, store.Clock, cancel);
        var page = await CreatePage.Handle(Page(), db, caller, store.Writes, store.Clock, cancel);
        var components = await Components(page.PageId, db, caller, store, cancel);

        var changeIds = new List<long>();
        // The log tells of one import, as it does for everybody.
        await using var import = await store.Writes.Begin(db, caller, AuditedOperations.HistoryImport, new ImportedHistory(page.PageId, events.Count, ""), cancel);
        import.About(page.PageName);
        foreach (var @event in events)
        {
            var request = Request(@event, page.PageId, components, caller, changeIds);
            changeIds.Add((await CreateChange.Handle(request, db, caller, store.Writes, store.Clock, cancel)).ChangeId);
            db.ChangeTracker.Clear();
            done(changeIds.Count);
        }

        await import.Commit(cancel);
        await write.Commit(cancel);
        return new SampleAccount(key.Key, page.PageId, page.PageUrlName, changeIds);
    }

    private static CreatePageRequest Page() => new()
    {
        Type = PageType.Public,
        Name = SampleCompany.Name,
        UrlName = SampleCompany.Slug,
        PageTitle = SampleCompany.PageTitle,
        PageHeader = SampleCompany.Header,
        PageFooter = SampleCompany.Footer,
        ContactInfo = SampleCompany.Contact,
        Logo = "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(SampleCompany.Logo)),
        DateView = DateView.Calendar,
        DisplayUptimeMode = UptimeMode.ChartAndPercentage,
        Subscription = new SubscriptionFields { Email = true },
    };

    /// <summary>The components' IDs by name.</summary>
    private static async Task<Dictionary<string, string>> Components(long pageId, StatusDb db, Caller caller, Store store, CancellationToken cancel)
    {
        var since = DemoHistory.Begin(store.Clock.Seconds());
        var sections = SampleCompany.Sections;
        var ofSections = await UpsertSections.Handle(
            new UpsertSectionsRequest { PageId = pageId, Sections = [.. sections.Select(s => new SectionFields { Name = s.Name, Description = s.Description })] },
            db, caller, store.Writes, store.Clock, cancel);
        List<ComponentFields?> all =
        [
            .. sections.SelectMany((section, i) => section.Components.Select(c => new ComponentFields
            {
                SectionId = ofSections.SectionIds[i], Name = c.Name, Description = c.Description, AvailableSinceSeconds = since,
            })),
        ];
        var made = await UpsertComponents.Handle(new UpsertComponentsRequest { PageId = pageId, Components = all }, db, caller, store.Writes, store.Clock, cancel);
        return all.Zip(made.ComponentIds).ToDictionary(pair => pair.First!.Name!, pair => pair.Second, StringComparer.Ordinal);
    }

    private static CreateChangeRequest Request(DemoEvent @event, long pageId, Dictionary<string, string> components, Caller caller, List<long> earlier) => new()
    {
        PageId = pageId,
        Type = @event.Type,
        Title = @event.Title,
        Description = @event.Description,
        Status = @event.Updates.Last(u => u.Status is not null).Status,
        StartAtSeconds = @event.StartAt,
        CloseAtSeconds = @event.IsOver ? null : @event.PlannedEnd,
        IsRetrospective = @event.IsOver,
        AutoUpdateBySchedule = @event is { Type: ChangeType.Maintenance, IsOver: false },
        Responders = @event.HasResponder ? [caller.MemberId] : null,
        LinkedChanges = @event.LinkedTo is { } index ? [earlier[index].ToString(CultureInfo.InvariantCulture)] : null,
        Updates =
        [
            .. @event.Updates.Select(u => new UpdateFields
            {
                AtSeconds = u.At,
                Status = u.Status,
                Description = u.Text,
                ComponentChanges = u.Components is { } status
                    ? [.. @event.Components.Select(name => new ComponentChangeFields { ComponentId = components[name], Status = status })]
                    : null,
            }),
        ],
    };
}

/// <summary>What was made.</summary>
/// <param name="Key">The APP Key: print it once.</param>
/// <param name="ChangeIds">In the order of the events.</param>
internal sealed record SampleAccount(string Key, long PageId, string Slug, IReadOnlyList<long> ChangeIds)
{
    public override string ToString() => Slug;
}
