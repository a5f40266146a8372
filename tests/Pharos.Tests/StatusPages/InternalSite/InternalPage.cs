using System.Globalization;
using System.Text.RegularExpressions;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.InternalSite;

/// <summary>
/// An internal page with an incident and a maintenance on it, of an account whose owner is signed in.
/// </summary>
internal sealed class InternalPage(
    TestServer server,
    ChangePage events,
    string slug,
    ConsoleBrowser owner,
    long changeId
)
{
    /// <summary>Text that only members may read: the name of the page, of its components and of its events.</summary>
    public const string Secret = "Bluebird";

    public ChangePage Events => events;
    public string Slug => slug;
    public string Path => "/internal/" + slug;
    public long ChangeId => changeId;
    public ConsoleBrowser Owner => owner;

    /// <summary>Below the page: everything that people read.</summary>
    public string[] Views =>
        [
            "",
            "/history",
            "/history/"
                + DateTimeOffset
                    .FromUnixTimeSeconds(server.Store.Clock.GetUtcNow().ToUnixTimeSeconds())
                    .ToString("yyyy-MM", CultureInfo.InvariantCulture),
            $"/events/{changeId}",
        ];

    /// <param name="slug">A new one when absent.</param>
    public static async Task<InternalPage> Create(TestServer server, string? slug = null)
    {
        var (browser, member) = await server.NewSignedIn();
        slug ??= "ops-" + Guid.NewGuid().ToString("N");
        var made = await member.Post(
            "/status-page/create",
            new
            {
                name = Secret,
                type = "internal",
                url_name = slug,
                date_view = "calendar",
                display_uptime_mode = "chart_and_percentage",
            }
        );
        var pageId = made.Data["page_id"]!.GetValue<long>();
        var components = (
            await member.Post(
                "/status-page/component/upsert",
                new { page_id = pageId, components = new[] { new { name = Secret + " API" } } }
            )
        ).Data["component_ids"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .ToArray();
        var events = new ChangePage(member, pageId, components);
        var incident = (await events.Publish(new { title = Secret + " is slow" })).ChangeId();
        _ = (
            await events.Announce(
                server.Store.Clock.GetUtcNow().ToUnixTimeSeconds() + 3600,
                new
                {
                    title = Secret + " moves",
                    close_at_seconds = server.Store.Clock.GetUtcNow().ToUnixTimeSeconds() + 7200,
                }
            )
        ).Data;
        return new InternalPage(server, events, slug, browser, incident);
    }

    /// <param name="reader">Null for a visitor who is not signed in.</param>
    public Task<SiteAnswer> Visit(
        ConsoleBrowser? reader,
        string rest = "",
        params (string Name, string Value)[] headers
    ) => Visit(server, reader, Path + rest, HttpMethod.Get, headers);

    public static Task<SiteAnswer> Visit(
        TestServer server,
        ConsoleBrowser? reader,
        string path,
        HttpMethod method,
        params (string Name, string Value)[] headers
    ) =>
        SiteAnswer.Send(
            server.Http,
            method,
            path,
            reader is null
                ? headers
                : [("Cookie", string.Join("; ", reader.Cookies.Select(c => $"{c.Key}={c.Value}"))), .. headers]
        );

    /// <summary>
    /// All that an answer says, but for what differs from request to request, and for the address that was asked for.
    /// </summary>
    public static string Said(SiteAnswer answer, string address)
    {
        var headers = answer
            .Headers.Concat(answer.ContentHeaders)
            .Where(h => h.Key is not ("Date" or "Flashcat-Request-Id"))
            .OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        var said = $"{(int)answer.Status}\n{string.Join('\n', headers)}\n\n{answer.Text}";
        said = said.Replace(Uri.EscapeDataString(address), "ADDRESS", StringComparison.Ordinal)
            .Replace(answer.Header("Flashcat-Request-Id")!, "ID", StringComparison.Ordinal);
        return Regex.Replace(
            said,
            """name="form_token" value="[^"]*"|name="form_id" value="[^"]*"|"""
                + """__Host-pharos-form=[^;]*|Content-Length: \d+""",
            "TOKEN"
        );
    }
}
