using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.StatusPages.DeliveryProblems;
using Pharos.Tests.Support;
using Pharos.Web;

namespace Pharos.Tests.Walks;

/// <summary>
/// Every route and form of the console, as the server itself lists them, as a member who may only read and as a member
/// of another account.
/// </summary>
public sealed partial class WalkTests(SharedServer shared)
{
    /// <summary>Screens about the signed-in member, or that lead out.</summary>
    private static readonly string[] Own =
    [
        "/console/account/",
        "/console/sign-",
        "/console/setup",
        "/console/invitations/",
        "/console/preview",
    ];

    private static readonly HttpStatusCode[] Read = [HttpStatusCode.OK, HttpStatusCode.Forbidden];

    [Fact]
    public async Task A_viewer_changes_nothing_by_any_form_and_no_page_fails()
    {
        var (owner, values) = await World();
        var viewer = await shared.Server.NewSignedInColleague(owner, BuiltInRoles.Viewer);
        var before = (await shared.Server.Store.Lines(owner.Caller.AccountId)).Count;
        var token = (await viewer.Get("/console")).Token();
        var forms = 0;
        foreach (var (path, post) in Routes().Select(r => (Filled(r.Path, values), r.Post)))
        {
            if (
                Own.Any(o => path.StartsWith(o, StringComparison.Ordinal))
                && !path.StartsWith("/console/account/organization", StringComparison.Ordinal)
            )
                continue;
            var answer = post ? await viewer.Post(path, [token, .. Fields(values)]) : await viewer.Get(path);
            Assert.True(
                post ? answer.Status == HttpStatusCode.Forbidden : Read.Contains(answer.Status),
                $"{(post ? "POST" : "GET")} {path}: {answer.Status}"
            );
            forms += post ? 1 : 0;
        }

        Assert.True(forms > 35, "the forms are looked for in the wrong way");
        Assert.Equal(before, (await shared.Server.Store.Lines(owner.Caller.AccountId)).Count);
    }

    [Fact]
    public async Task A_viewers_pages_have_no_form_and_no_link_that_is_refused()
    {
        var (owner, values) = await World();
        var viewer = await shared.Server.NewSignedInColleague(owner, BuiltInRoles.Viewer);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var path in Routes()
                .Where(r => !r.Post)
                .Select(r => Filled(r.Path, values))
                .Where(p => !Own.Any(o => p.StartsWith(o, StringComparison.Ordinal)))
        )
        {
            var page = await viewer.Get(path);
            if (page.Status != HttpStatusCode.OK)
                continue;
            Assert.All(PostedForm().Matches(page.Html).Select(m => m.Groups["to"].Value), to =>
                Assert.Equal("/console/sign-out", to)
            );
            foreach (
                var link in Link()
                    .Matches(page.Html)
                    .Select(m => WebUtility.HtmlDecode(m.Groups["to"].Value))
                    .Where(seen.Add)
            )
                Assert.True((await viewer.Get(link)).Status == HttpStatusCode.OK, $"{path} leads to {link}");
        }

        Assert.True(seen.Count > 10, "the links are looked for in the wrong way");
    }

    [Fact]
    public async Task A_stranger_finds_nothing_of_another_account_and_changes_nothing_of_it()
    {
        var (owner, values) = await World();
        var (stranger, _) = await shared.Server.NewSignedIn();
        var before = (await shared.Server.Store.Lines(owner.Caller.AccountId)).Count;
        var token = (await stranger.Get("/console")).Token();
        foreach (var (route, post) in Routes())
        {
            if (
                !route.Contains('{', StringComparison.Ordinal)
                || route.StartsWith("/console/invitations/", StringComparison.Ordinal)
            )
                continue;
            var path = Filled(route, values);
            var answer = post ? await stranger.Post(path, [token, .. Fields(values)]) : await stranger.Get(path);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{(post ? "POST" : "GET")} {path}: {answer.Status}");
        }

        Assert.Equal(before, (await shared.Server.Store.Lines(owner.Caller.AccountId)).Count);
    }

    private static IEnumerable<(string Path, bool Post)> RoutesOf(IServiceProvider services) =>
        services
            .GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<ConsoleEndpoint>() is not null
                && e.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal)
            )
            .Select(e =>
                (
                    e.RoutePattern.RawText!,
                    e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("POST")
                )
            );

    private static string Filled(string route, IReadOnlyDictionary<string, string> values) =>
        Parameter().Replace(route, m => values[m.Groups["name"].Value]);

    /// <summary>More or less what any of the forms has: enough that some would do something if they let it.</summary>
    private static (string, string)[] Fields(IReadOnlyDictionary<string, string> values) =>
        [
            ("page_id", values["pageId"]),
            ("type", "incident"),
            ("title", "Mine"),
            ("name", "Mine"),
            ("names", "Mine"),
            ("section_name", "Mine"),
            ("status", "identified"),
            ("message", "Mine."),
            ("seen", "x"),
            ($"c_{values["componentId"]}", "degraded"),
            ("do", "publish"),
            ("move", "up:" + values["componentId"]),
            ("recipient", "me@example.com"),
            ("scope", "all"),
            ("list", "me@example.com"),
            ("addresses", "me@example.com"),
            ("role_ids", "2"),
            ("member_id", values["memberId"]),
            ("permission_ids", "101"),
            ("locale", "en-US"),
            ("time_zone", "UTC"),
            ("custom_domain", "mine.example.com"),
            ("part", "0"),
            ("incident_ids", values["incidentId"]),
            ("comment", "Mine"),
            ("key", "title"),
            ("oper", "IN"),
            ("vals", "*"),
        ];

    private IEnumerable<(string Path, bool Post)> Routes() => RoutesOf(shared.Server.Services);

    /// <summary>
    /// An account with something of everything, and the IDs of it by the names that routes have for them.
    /// </summary>
    private async Task<(ApiClient Owner, IReadOnlyDictionary<string, string> Values)> World()
    {
        var (_, owner) = await shared.Server.NewSignedIn();
        var page = await SamplePage.Create(owner);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        return (
            owner,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["pageId"] = Text(page.PageId),
                ["sectionId"] = page.SectionId,
                ["componentId"] = page.ComponentId,
                ["changeId"] = Text(page.ChangeId),
                ["updateId"] = page.UpdateId,
                ["templateId"] = page.TemplateId,
                ["type"] = "message",
                ["roleId"] = Text(page.RoleId),
                ["memberId"] = Text(page.MemberId),
                ["teamId"] = Text(page.TeamId),
                ["spaceId"] = Text(page.Space.SpaceId),
                ["ruleId"] = page.Space.EscalationRuleId,
                ["incidentId"] = page.Space.AlertIncidentId,
                ["alertId"] = page.Space.AlertId,
                ["integrationId"] = Text(page.Space.SharedIntegrationId), // It has a route, too.
                ["fieldId"] = page.Space.FieldId,
                ["importId"] = "01JAAAAAAAAAAAAAAAAAAAAAAA",
                ["token"] = new string('a', 64),
                ["subscriberId"] = Text(
                    await db.Subscribers.Where(s => s.PageId == page.PageId).Select(s => s.SubscriberId).FirstAsync()
                ),
                ["keyId"] = await db
                    .ApiKeys.Where(k => k.MemberId == owner.Caller.MemberId)
                    .Select(k => k.KeyId)
                    .FirstAsync(),
                ["hookId"] = await Problems.Hook(shared.Server, owner, 2000, "HTTP 404"),
                ["sessionId"] = Convert.ToHexStringLower(
                    await db.Sessions.Where(s => s.MemberId == owner.Caller.MemberId).Select(s => s.Digest).FirstAsync()
                ),
            }
        );
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("<form method=\"post\" action=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PostedForm();

    [GeneratedRegex("href=\"(?<to>/console[^\"#]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
