using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Support;

/// <summary>
/// A page with an item of every kind, a role, a member and a team, and a valid request about them to every operation
/// of the Open API, for the tests that walk all of them. The requests are declared next to the tests of the operations.
/// </summary>
public sealed class SamplePage
{
    private SamplePage(ApiClient api) => Api = api;

    public ApiClient Api { get; }
    public long PageId { get; private init; }

    /// <summary>Of the request that made the sections.</summary>
    public required string RequestId { get; init; }
    public required string SectionId { get; init; }
    public required string ComponentId { get; init; }
    public required string SpareComponentId { get; init; }
    public long ChangeId { get; private set; }
    public long LinkedChangeId { get; private set; }

    public string TemplateId { get; private set; } = "";

    /// <summary>The second of two, so that it may be deleted.</summary>
    public string UpdateId { get; private set; } = "";

    /// <summary>One that the account has made, held by <see cref="MemberId"/>.</summary>
    public long RoleId { get; private set; }

    /// <summary>A member who was invited.</summary>
    public long MemberId { get; private set; }

    public long TeamId { get; private set; }
    public SampleSpace Space { get; private set; } = new();

    public static async Task<SamplePage> Create(ApiClient api)
    {
        var (pageId, _) = await api.NewPage();
        var section = await api.Post(
            "/status-page/section/upsert",
            new { page_id = pageId, sections = new[] { new { name = "Core", description = "The core." } } }
        );
        var sectionId = section.Data["section_ids"]![0]!.GetValue<string>();
        var components = await api.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = pageId,
                components = new object[]
                {
                    new
                    {
                        name = "API",
                        description = "The API.",
                        section_id = sectionId,
                    },
                    new { name = "Spare" },
                },
            }
        );
        var page = new SamplePage(api)
        {
            PageId = pageId,
            RequestId = section.Json["request_id"]!.GetValue<string>(),
            SectionId = sectionId,
            ComponentId = components.Data["component_ids"]![0]!.GetValue<string>(),
            SpareComponentId = components.Data["component_ids"]![1]!.GetValue<string>(),
        };
        page.LinkedChangeId = await api.NewIncident(pageId, page.ComponentId, "The earlier one");
        var change = await api.Post("/status-page/change/create", page.Request("/status-page/change/create"));
        page.ChangeId = change.Data["change_id"]!.GetValue<long>();
        var update = await api.Post(
            "/status-page/change/timeline/create",
            page.Request("/status-page/change/timeline/create")
        );
        page.UpdateId = update.Data["update_id"]!.GetValue<string>();
        var template = await api.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = pageId,
                type = "message",
                template = new
                {
                    title = "Words",
                    event_type = "incident",
                    status = "identified",
                    description = "Found.",
                },
            }
        );
        page.TemplateId = template.Data["template_id"]!.GetValue<string>();
        await api.Post("/status-page/subscriber/import", page.Request("/status-page/subscriber/import"));
        await page.AddColleagues();
        page.Space = await SampleSpace.Create(api, api.Caller.MemberId, page.TeamId);
        return page;
    }

    private async Task AddColleagues()
    {
        var name = Guid.NewGuid().ToString("N");
        var role = await Api.Post("/role/upsert", new { role_name = name, permission_ids = new[] { 102 } });
        RoleId = role.Data["role_id"]!.GetValue<long>();
        var invited = await Api.Post(
            "/member/invite",
            new
            {
                members = new[]
                {
                    new
                    {
                        email = name + "@example.com",
                        member_name = "Bob",
                        role_ids = new[] { RoleId },
                    },
                },
            }
        );
        MemberId = invited.Data["items"]![0]!["member_id"]!.GetValue<long>();
        var team = await Api.Post("/team/upsert", new { team_name = name, person_ids = new[] { MemberId } });
        TeamId = team.Data["team_id"]!.GetValue<long>();
    }

    /// <summary>A request that the operation at this path accepts; see <see cref="SampleAttribute"/>.</summary>
    public JsonObject Request(string path) =>
        JsonSerializer
            .SerializeToNode(
                Samples.Find(path) is { } make
                    ? make.Invoke(null, [this])
                    : throw new InvalidOperationException($"no sample request for {path}")
            )!
            .AsObject();

    /// <summary>Everything that the API says of the page and the account, to tell whether anything changed.</summary>
    public async Task<string> State()
    {
        var state = new StringBuilder();
        foreach (
            var path in (string[])
                [
                    "/status-page/info",
                    "/status-page/change/info",
                    "/status-page/change/active/list",
                    "/status-page/list",
                    "/status-page/subscriber/list",
                    "/status-page/template/list",
                ]
        )
            state.AppendLine((await Api.Call("GET", path, Request(path))).Data.ToJsonString());
        foreach (var path in (string[])["/member/list", "/role/list", "/team/list"])
            state.AppendLine((await Api.Post(path, "{}")).Data.ToJsonString());
        foreach (
            var path in (string[])
                [
                    "/channel/list",
                    "/channel/escalate/rule/list",
                    "/channel/silence/rule/list",
                    "/channel/inhibit/rule/list",
                    "/channel/unsubscribe/rule/list",
                    "/datasource/list",
                    "/route/list",
                    "/field/list",
                ]
        )
            state.AppendLine((await Api.Post(path, Request(path))).Data.ToJsonString());
        return state.ToString();
    }
}

/// <summary>Sends a request to an operation in the form that its method takes: a query or a body.</summary>
public static class OperationCalls
{
    public static Task<ApiAnswer> Call(this ApiClient api, string method, string path, JsonObject request) =>
        api.Send(Message(method, path + "?app_key=" + api.Key, request));

    /// <param name="address">With its query, if only an empty one.</param>
    public static HttpRequestMessage Message(string method, string address, JsonObject request)
    {
        if (method == "GET")
        {
            var query = string.Concat(
                request
                    .Where(p => p.Value is not null)
                    .Select(p => $"&{p.Key}={Uri.EscapeDataString(p.Value!.ToString())}")
            );
            return new HttpRequestMessage(HttpMethod.Get, address + query);
        }

        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
    }
}
