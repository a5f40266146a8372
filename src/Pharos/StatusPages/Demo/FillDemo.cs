using System.Globalization;
using System.Text;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.ApiKeys;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Sections;

namespace Pharos.StatusPages.Demo;

/// <summary>
/// Makes the sample account with its key and its page, through the handlers that everybody uses, in one transaction.
/// </summary>
internal static class FillDemo
{
    public const string Email = "demo@example.com";

    public static async Task<SampleAccount> Handle(
        string password,
        IReadOnlyList<DemoChange> events,
        Store store,
        Action<int> done,
        CancellationToken cancel
    )
    {
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        await using var write = await store.Writes.Begin(db, cancel);
        var account = new CreateAccountRequest
        {
            Name = SampleCompany.Name,
            Email = Email,
            Password = password,
        };
        var caller = await CreateAccount.Info.Run(
            account,
            store
                .Operation(db, Caller.Anonymous(RequestSource.CommandLine(Ids.NewUlid(store.Clock))), cancel)
                .Within(write)
        );
        var op = store.Operation(db, caller, cancel).Within(write);
        var key = await CreateApiKey.Info.Run(new CreateAppKeyRequest("demo", ApiKeyLimits.None), op);
        var page = await CreatePage.Info.Run(Page(), op);
        var components = await Components(page.PageId, op);

        var changeIds = new List<long>();
        // The log tells of one import, as it does for everybody.
        await using var import = await op.BeginWrite(
            ImportHistory.Info,
            new ImportedHistory(page.PageId, events.Count, "")
        );
        import.SetAuditTarget(page.PageName);
        foreach (var @event in events)
        {
            var request = Request(@event, page.PageId, components, caller, changeIds);
            changeIds.Add((await CreateChange.Info.Run(request, op.Within(import))).ChangeId);
            db.ChangeTracker.Clear();
            done(changeIds.Count);
        }

        await import.Commit(cancel);
        await write.Commit(cancel);
        return new SampleAccount(key!.Key, page.PageId, page.PageUrlName, changeIds);
    }

    private static CreatePageRequest Page() =>
        new()
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
    private static async Task<Dictionary<string, string>> Components(long pageId, OperationContext op)
    {
        var since = DemoHistory.Begin(op.Clock.Seconds());
        var sections = SampleCompany.Sections;
        var ofSections = await UpsertSections.Info.Run(
            new UpsertSectionsRequest
            {
                PageId = pageId,
                Sections = [.. sections.Select(s => new SectionFields { Name = s.Name, Description = s.Description })],
            },
            op
        );
        List<ComponentFields?> all =
        [
            .. sections.SelectMany(
                (section, i) =>
                    section.Components.Select(c => new ComponentFields
                    {
                        SectionId = ofSections.SectionIds[i],
                        Name = c.Name,
                        Description = c.Description,
                        AvailableSinceSeconds = since,
                    })
            ),
        ];
        var made = await UpsertComponents.Info.Run(
            new UpsertComponentsRequest { PageId = pageId, Components = all },
            op
        );
        return all.Zip(made.ComponentIds)
            .ToDictionary(pair => pair.First!.Name!, pair => pair.Second, StringComparer.Ordinal);
    }

    private static CreateChangeRequest Request(
        DemoChange @event,
        long pageId,
        Dictionary<string, string> components,
        Caller caller,
        List<long> earlier
    ) =>
        new()
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
            LinkedChanges = @event.LinkedTo is { } index
                ? [earlier[index].ToString(CultureInfo.InvariantCulture)]
                : null,
            Updates =
            [
                .. @event.Updates.Select(u => new UpdateFields
                {
                    AtSeconds = u.At,
                    Status = u.Status,
                    Description = u.Text,
                    ComponentChanges = u.Components is { } status
                        ?
                        [
                            .. @event.Components.Select(name => new ComponentChangeFields
                            {
                                ComponentId = components[name],
                                Status = status,
                            }),
                        ]
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
