using System.Text.Json;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages;

/// <summary>A page with components, and events on it: each request says only what its test is about.</summary>
internal sealed class ChangePage(ApiClient api, long pageId, string[] components)
{
    public ApiClient Api => api;
    public long PageId => pageId;

    /// <summary>Their IDs.</summary>
    public string[] Components => components;

    public static async Task<ChangePage> Create(ApiClient api, params string[] names)
    {
        var (pageId, components) = await api.NewPage(names.Length == 0 ? ["API", "Web"] : names);
        return new ChangePage(api, pageId, components);
    }

    /// <summary>A page of a new account, and a browser in which its owner is signed in.</summary>
    public static async Task<(ConsoleBrowser Browser, ChangePage Page)> CreateSignedIn(
        TestServer server,
        params string[] components
    )
    {
        var (browser, member) = await server.NewSignedIn();
        return (browser, await Create(member, components));
    }

    /// <summary>What an update says of components: pairs of a component's index and its status.</summary>
    public object[] Says(params (int Component, string Status)[] changes) =>
        [.. changes.Select(c => new { component_id = components[c.Component], status = c.Status })];

    /// <summary>
    /// An incident being investigated, the first component degraded, but for what <paramref name="changed"/> says
    /// otherwise; null takes out.
    /// </summary>
    public Task<ApiAnswer> Publish(object? changed = null) =>
        Api.Post(
            "/status-page/change/create",
            Merged(
                new
                {
                    page_id = PageId,
                    type = "incident",
                    title = "Slow answers",
                    description = "Answers are slow.",
                    status = "investigating",
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            description = "We are looking.",
                            component_changes = Says((0, "degraded")),
                        },
                    },
                },
                changed
            )
        );

    /// <summary>
    /// A maintenance announced now for <paramref name="start"/>, but for what <paramref name="changed"/> says
    /// otherwise.
    /// </summary>
    public Task<ApiAnswer> Announce(long start, object? changed = null) =>
        Api.Post(
            "/status-page/change/create",
            Merged(
                new
                {
                    page_id = PageId,
                    type = "maintenance",
                    title = "New disks",
                    description = "We change disks.",
                    status = "scheduled",
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            status = "scheduled",
                            description = "We will change disks.",
                            component_changes = Says((0, "under_maintenance")),
                        },
                    },
                },
                changed
            )
        );

    /// <summary>An update at this time.</summary>
    public Task<ApiAnswer> Update(
        long changeId,
        string status,
        long? at = null,
        params (int Component, string Status)[] says
    ) =>
        Api.Post(
            "/status-page/change/timeline/create",
            Merged(
                new
                {
                    page_id = PageId,
                    change_id = changeId,
                    status,
                    description = status + " it is.",
                    component_changes = Says(says),
                },
                at is null ? null : new { at_seconds = at }
            )
        );

    public Task<ApiAnswer> Correct(long changeId, string updateId, object changed) =>
        Api.Post(
            "/status-page/change/timeline/update",
            Merged(
                new
                {
                    page_id = PageId,
                    change_id = changeId,
                    update_id = updateId,
                },
                changed
            )
        );

    public Task<ApiAnswer> Delete(long changeId, string updateId) =>
        Api.Post(
            "/status-page/change/timeline/delete",
            new
            {
                page_id = PageId,
                change_id = changeId,
                update_id = updateId,
            }
        );

    public async Task<JsonObject> Read(long changeId) =>
        (await Api.Get("/status-page/change/info", ("page_id", PageId), ("change_id", changeId))).Data;

    public async Task<int> CountActive(string type = "incident") =>
        (await Api.Get("/status-page/change/active/list", ("page_id", PageId), ("type", type))).Data["items"]!
            .AsArray()
            .Count;

    private static JsonObject Merged(object request, object? changed)
    {
        var json = JsonSerializer.SerializeToNode(request)!.AsObject();
        foreach (var (name, value) in changed is null ? [] : JsonSerializer.SerializeToNode(changed)!.AsObject())
            json[name] = value?.DeepClone();
        return json;
    }
}

internal static class EventAnswers
{
    public static long ChangeId(this ApiAnswer created) => created.Data["change_id"]!.GetValue<long>();

    public static string UpdateId(this ApiAnswer created) => created.Data["update_id"]!.GetValue<string>();

    public static string Text(this JsonObject item, string name) => item[name]!.GetValue<string>();

    public static long? Number(this JsonObject item, string name) => item[name]?.GetValue<long>();

    public static IReadOnlyList<JsonObject> Updates(this JsonObject change) =>
        [.. change["updates"]!.AsArray().Select(u => u!.AsObject())];

    /// <summary>The statuses of the affected components, in their order.</summary>
    public static IEnumerable<string> Affected(this JsonObject change) =>
        change["affected_components"]!.AsArray().Select(c => c!["status"]!.GetValue<string>());
}
