using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

/// <summary>A page with components, and what the API says of its subscribers.</summary>
internal sealed class SubscriberPage(TestServer server, ApiClient api, long pageId, string[] components)
{
    public ApiClient Api => api;
    public long PageId => pageId;

    /// <summary>Their IDs.</summary>
    public string[] Components => components;

    private string Method { get; init; } = "email";

    public static async Task<SubscriberPage> Create(TestServer server, params string[] names) =>
        await Create(server, await server.NewAccount(), names);

    public static async Task<SubscriberPage> Create(TestServer server, ApiClient api, params string[] names)
    {
        var (pageId, components) = await api.NewPage(names.Length == 0 ? ["API", "Web", "Mail"] : names);
        return new SubscriberPage(server, api, pageId, components);
    }

    public static async Task<SubscriberPage> CreateInternal(TestServer server)
    {
        var api = await server.NewAccount();
        var page = await api.Post(
            "/status-page/create",
            new
            {
                name = "Inside",
                type = "internal",
                url_name = "inside",
                date_view = "list",
                display_uptime_mode = "none",
            }
        );
        return new SubscriberPage(server, api, page.Data["page_id"]!.GetValue<long>(), []) { Method = "im" };
    }

    public Task<ApiAnswer> Import(params IEnumerable<object> subscribers) =>
        Api.Post(
            "/status-page/subscriber/import",
            new
            {
                page_id = PageId,
                method = Method,
                subscribers,
            }
        );

    /// <summary>Imports addresses with the components that they follow: none is everything.</summary>
    public async Task ImportMail(params (string Address, string[] Components)[] subscribers) =>
        Assert.NotNull(
            (
                await Import(
                    subscribers.Select(s =>
                        (object)
                            new
                            {
                                recipient = s.Address,
                                component_ids = s.Components,
                                all = s.Components.Length == 0,
                            }
                    )
                )
            ).Data
        );

    /// <summary>One page of the list, a hundred of them.</summary>
    public async Task<IReadOnlyList<JsonObject>> List(params (string, object)[] query) =>
        [
            .. (await Api.Get("/status-page/subscriber/list", [("page_id", PageId), ("limit", 100), .. query])).Data[
                "items"
            ]!
                .AsArray()
                .Select(i => i!.AsObject()),
        ];

    /// <summary>
    /// Who is listed and what of: <c>bob@example.com: API, Web</c>; a star is everything, a number is how many events.
    /// </summary>
    public async Task<IReadOnlyList<string>> Told(params (string, object)[] query) =>
        [.. (await List(query)).Select(Told)];

    public Task<ApiAnswer> Export(params string[] componentIds) =>
        Api.Post("/status-page/subscriber/export", new { page_id = PageId, component_ids = componentIds });

    public async Task<long> NewIncident() => await Api.NewIncident(PageId, Components[0]);

    public async Task<SubscriberRow> Row(string recipient)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db.Subscribers.AsNoTracking().SingleAsync(s => s.PageId == PageId && s.Recipient == recipient);
    }

    /// <summary>
    /// A section with these components; who is named follows it, which the page's own form offers and the import does
    /// not.
    /// </summary>
    public async Task<string> NewSection(string name, string[] componentIds, params string[] followers)
    {
        var made = await Api.Post(
            "/status-page/section/upsert",
            new { page_id = PageId, sections = new[] { new { name } } }
        );
        var id = made.Data["section_ids"]![0]!.GetValue<string>();
        var names = (await Api.Get("/status-page/info", ("page_id", PageId))).Data["components"]!
            .AsArray()
            .ToDictionary(c => c!["component_id"]!.GetValue<string>(), c => c!["name"]!.GetValue<string>());
        if (componentIds.Length > 0)
            Assert.NotNull(
                (
                    await Api.Post(
                        "/status-page/component/upsert",
                        new
                        {
                            page_id = PageId,
                            components = componentIds.Select(c => new
                            {
                                component_id = c,
                                name = names[c],
                                section_id = id,
                            }),
                        }
                    )
                ).Data
            );
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        foreach (var follower in followers)
        {
            if (
                await db.Subscribers.SingleOrDefaultAsync(s => s.PageId == PageId && s.Recipient == follower)
                is not { } row
            )
            {
                row = new SubscriberRow
                {
                    SubscriberId = Ids.NewInteger(),
                    PageId = PageId,
                    Method = SubscriptionMethod.Email,
                    Recipient = follower,
                    Domain = "example.com",
                    All = false,
                    Locale = "en-US",
                    Token = Guid.NewGuid().ToString("N"),
                    CreatedAt = 1,
                    UpdatedAt = 1,
                };
                db.Subscribers.Add(row);
            }

            db.SubscriberSections.Add(new SubscriberSectionRow { SubscriberId = row.SubscriberId, SectionId = id });
        }

        await db.SaveChangesAsync();
        return id;
    }

    private static string Told(JsonObject item)
    {
        var components = item["components"]!.AsArray().Select(c => c!["name"]!.GetValue<string>());
        var events = item["change_ids"] is JsonArray changes
            ? [changes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            : Array.Empty<string>();
        var all = item["all"]!.GetValue<bool>() ? ["*"] : Array.Empty<string>();
        return $"{item["recipient"]}: {string.Join(", ", all.Concat(components).Concat(events))}";
    }
}
