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
/// Creates the sample account with its API key and page in one transaction, through the regular operations.
/// </summary>
internal static class FillDemo
{
    public const string Email = "demo@example.com";

    public static async Task<SampleAccount> Handle(
        string password,
        IReadOnlyList<DemoChange> changes,
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
        // One entry in the audit log, as for any import.
        await using var import = await op.BeginWrite(
            ImportHistory.Info,
            new ImportedHistory(page.PageId, changes.Count, "")
        );
        import.SetAuditTarget(page.PageName);
        foreach (var change in changes)
        {
            var request = Request(change, page.PageId, components, caller, changeIds);
            changeIds.Add((await CreateChange.Info.Run(request, op.Within(import))).ChangeId);
            db.ChangeTracker.Clear();
            done(changeIds.Count);
        }

        await import.Commit(cancel);
        await write.Commit(cancel);
        return new SampleAccount(caller, key!.Key, page.PageId, page.PageUrlName, changeIds);
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
            AccentColor = SampleCompany.AccentColor,
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
        return all.Zip(made.ComponentIds).ToDictionary(c => c.First!.Name!, c => c.Second, StringComparer.Ordinal);
    }

    private static CreateChangeRequest Request(
        DemoChange change,
        long pageId,
        Dictionary<string, string> components,
        Caller caller,
        List<long> earlier
    ) =>
        new()
        {
            PageId = pageId,
            Type = change.Type,
            Title = change.Title,
            Description = change.Description,
            Status = change.Updates.Last(u => u.Status is not null).Status,
            StartAtSeconds = change.StartAt,
            CloseAtSeconds = change.IsOver ? null : change.PlannedEnd,
            IsRetrospective = change.IsOver,
            AutoUpdateBySchedule = change is { Type: ChangeType.Maintenance, IsOver: false },
            Responders = change.HasResponder ? [caller.MemberId] : null,
            LinkedChanges = change.LinkedTo is { } index
                ? [earlier[index].ToString(CultureInfo.InvariantCulture)]
                : null,
            Updates =
            [
                .. change.Updates.Select(u => new UpdateFields
                {
                    AtSeconds = u.At,
                    Status = u.Status,
                    Description = u.Text,
                    ComponentChanges = u.Components is { } status
                        ?
                        [
                            .. change.Components.Select(name => new ComponentChangeFields
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

/// <summary>The sample account.</summary>
/// <param name="Owner">The member who signs in.</param>
/// <param name="Key">The API key, which can be shown only once.</param>
/// <param name="ChangeIds">In the order of the requested changes.</param>
internal sealed record SampleAccount(Caller Owner, string Key, long PageId, string Slug, IReadOnlyList<long> ChangeIds)
{
    public override string ToString() => Slug;
}
