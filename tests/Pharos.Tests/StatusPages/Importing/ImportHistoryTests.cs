using System.Text;
using System.Text.Json.Nodes;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.StatusPages.Importing;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Importing;

public sealed class ImportHistoryTests(SharedServer shared)
{
    [Fact]
    public async Task An_import_that_is_repeated_doubles_nothing_and_brings_what_is_new()
    {
        var api = await shared.NewAccount();
        var (pageId, _) = await api.NewPage();
        await Import(api, pageId, HistoryLines.Incident());

        var again = await Import(
            api,
            pageId,
            HistoryLines.Incident() + "\n" + HistoryLines.Incident(e => e["id"] = "a2")
        );

        Assert.Equal(new ImportResult(Imported: 1, AlreadyThere: 1, ComponentsCreated: 0), again);
        Assert.Equal(2, (await Resolved(api, pageId)).Count);
    }

    [Fact]
    public async Task The_same_event_may_be_on_two_pages()
    {
        var api = await shared.NewAccount();
        await Import(api, (await api.NewPage()).PageId, HistoryLines.Incident());

        var other = await Import(api, (await api.NewPage()).PageId, HistoryLines.Incident());

        Assert.Equal(1, other.Imported);
    }

    [Fact]
    public async Task Components_are_found_by_name_and_made_where_they_are_missing()
    {
        var api = await shared.NewAccount();
        var (pageId, ids) = await api.NewPage("Uploads");

        await Import(
            api,
            pageId,
            HistoryLines.Incident()
                + "\n"
                + HistoryLines.Maintenance()
                + "\n"
                + HistoryLines.Incident(e => (e["id"], e["components"]) = ("a2", null))
        );
        var page = (await api.Get("/status-page/info", ("page_id", pageId))).Data;
        var components = page["components"]!.AsArray().ToDictionary(c => c!["name"]!.GetValue<string>(), c => c!);

        Assert.Equal(["Downloads", "Everything else", "Uploads"], components.Keys.Order());
        Assert.Equal(ids[0], components["Uploads"]["component_id"]!.GetValue<string>());
        Assert.Equal(At(14, 0), components["Downloads"]["available_since_seconds"]!.GetValue<long>());
        Assert.Equal(At(14, 5), components["Everything else"]["available_since_seconds"]!.GetValue<long>());
    }

    [Fact]
    public async Task Names_that_look_the_same_are_one_component()
    {
        var api = await shared.NewAccount();
        var (pageId, ids) = await api.NewPage("Caf\u00e9");

        var result = await Import(
            api,
            pageId,
            HistoryLines.Incident(e => e["components"] = new JsonArray("Cafe\u0301", "Z\u00fcrich"))
                + "\n"
                + HistoryLines.Incident(e =>
                    (e["id"], e["components"]) = ("a2", new JsonArray("CAF\u00c9", "Zu\u0308rich\u200b"))
                )
        );

        Assert.Equal(new ImportResult(Imported: 2, AlreadyThere: 0, ComponentsCreated: 1), result);
        var event2 = (await Resolved(api, pageId))[0]!;
        Assert.Contains(ids[0], event2.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_by_a_handler_is_reported_with_the_line_and_nothing_is_imported()
    {
        var api = await shared.NewAccount();
        var (pageId, _) = await api.NewPage();
        var many = Enumerable.Range(1, 1001).Select(i => $"Component {i}").ToArray();
        var tooMany = HistoryLines.Incident(e =>
            (e["id"], e["components"]) = ("a2", new JsonArray([.. many.Select(name => (JsonNode)name)]))
        );

        var refused = await Assert.ThrowsAsync<HistoryException>(() =>
            Import(api, pageId, HistoryLines.Incident() + "\n\n" + tooMany)
        );
        var page = (await api.Get("/status-page/info", ("page_id", pageId))).Data;

        Assert.Equal(["line 3: updates[0].component_changes must contain at most 1000 items."], refused.Errors);
        Assert.Empty(await Resolved(api, pageId));
        Assert.Empty(page["components"]!.AsArray());
    }

    [Fact]
    public async Task A_member_without_the_permission_imports_nothing()
    {
        var api = await shared.NewAccount();
        var (pageId, _) = await api.NewPage();
        var viewer = await shared.Server.NewMember(api.Caller.AccountId, BuiltInRoles.Viewer);

        var refused = await Assert.ThrowsAsync<ApiException>(() => Import(viewer, pageId, HistoryLines.Incident()));

        Assert.Equal(ErrorCode.AccessDenied, refused.Code);
        Assert.Empty(await Resolved(api, pageId));
    }

    private async Task<ImportResult> Import(ApiClient member, long pageId, string lines)
    {
        var store = shared.Server.Store;
        var events = HistoryFile.Read(Encoding.UTF8.GetBytes(lines), store.Clock.Seconds());
        await using var db = await store.Databases.CreateDbContextAsync();
        return await ImportHistory.Info.Run(
            new ImportHistoryRequest(events, pageId, "Everything else", _ => { }),
            store.Operation(db, member.Caller, CancellationToken.None)
        );
    }

    private static long At(int hour, int minute) =>
        new DateTimeOffset(2025, 3, 8, hour, minute, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static async Task<JsonArray> Resolved(ApiClient api, long pageId) =>
        (
            await api.Get("/status-page/change/list", ("page_id", pageId), ("type", "incident"), ("status", "resolved"))
        ).Data["items"]!.AsArray();
}
