using System.Net;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>Visitors cannot learn of what is hidden, internal or missing.</summary>
public sealed class HiddenTests(SharedServer shared)
{
    [Fact]
    public async Task A_hidden_component_and_those_of_a_hidden_section_are_nowhere()
    {
        var page = await SitePage.Create(await shared.NewAccount(), "Visible", "SecretOne", "SecretTwo");
        var section = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new { page_id = page.Events.PageId, sections = new[] { new { name = "SecretPart", hide_all = true } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        object[] hidden =
        [
            new
            {
                component_id = page.Events.Components[1],
                name = "SecretOne",
                hide_all = true,
            },
            new
            {
                component_id = page.Events.Components[2],
                name = "SecretTwo",
                section_id = section,
            },
        ];
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new { page_id = page.Events.PageId, components = hidden }
            )
        ).Data;
        var id = (
            await page.Events.Publish(
                new
                {
                    title = "An event",
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            component_changes = page.Events.Says(
                                (0, "degraded"),
                                (1, "full_outage"),
                                (2, "full_outage")
                            ),
                        },
                    },
                }
            )
        ).ChangeId();

        string[] views =
        [
            "",
            "/history",
            $"/events/{id}",
            $"/events/{id}/feed.atom",
            .. SiteViews.Files.Select(f => "/" + f),
        ];

        foreach (var view in views)
        {
            var answer = await page.Visit(view);
            Assert.True(answer.Status == HttpStatusCode.OK, view);
            Assert.False(answer.Text.Contains("Secret", StringComparison.Ordinal), view + "\n" + answer.Text);
            Assert.All(page.Events.Components.Skip(1).Append(section), hiddenId =>
                Assert.False(answer.Text.Contains(hiddenId, StringComparison.Ordinal), view)
            );
        }

        // Nor does the worst that happened to them show.
        Assert.Equal("minor", (await page.Json("status.json"))["status"]!["indicator"]!.GetValue<string>());
        Assert.Equal("minor", (await page.Json("incidents.json"))["incidents"]![0]!["impact"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_deleted_component_is_still_named_by_its_events_only()
    {
        var page = await SitePage.Create(await shared.NewAccount(), "Visible", "Gone");
        var id = (
            await page.Events.Publish(
                new
                {
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            component_changes = page.Events.Says((0, "degraded"), (1, "full_outage")),
                        },
                    },
                }
            )
        ).ChangeId();
        _ = (
            await page.Api.Post(
                "/status-page/component/delete",
                new { page_id = page.Events.PageId, component_ids = new[] { page.Events.Components[1] } }
            )
        ).Data;

        (await page.Visit($"/events/{id}")).Says("Gone");
        Assert.Equal(
            ["Visible"],
            (await page.Visit()).Html().QuerySelectorAll(".component .title").Select(e => e.TextContent)
        );
        Assert.Single((await page.Json("components.json"))["components"]!.AsArray());
        Assert.Equal("minor", (await page.Json("status.json"))["status"]!["indicator"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_internal_page_and_one_that_is_not_there_look_the_same()
    {
        var api = await shared.NewAccount();
        var slug = "inside-" + Guid.NewGuid().ToString("N");
        _ = (
            await api.Post(
                "/status-page/create",
                new
                {
                    name = "Inside",
                    type = "internal",
                    url_name = slug,
                    date_view = "list",
                    display_uptime_mode = "none",
                }
            )
        ).Data;

        foreach (
            var view in (string[])
                [
                    "",
                    "/history",
                    "/history/2026-01",
                    "/events/1",
                    "/events/1/feed.atom",
                    "/nothing",
                    .. SiteViews.Files.Select(f => "/" + f),
                ]
        )
        {
            var inside = await SiteAnswer.Get(api.Http, $"/s/{slug}{view}");
            var nowhere = await SiteAnswer.Get(api.Http, $"/s/nowhere-{Guid.NewGuid():N}{view}");
            Assert.Equal(HttpStatusCode.NotFound, inside.Status);
            Assert.Equal(Seen(nowhere), Seen(inside));
        }
    }

    [Fact]
    public async Task An_event_of_another_page_is_not_there()
    {
        var api = await shared.NewAccount();
        var (page, other) = (await SitePage.Create(api), await SitePage.Create(api));
        var id = (await other.Events.Publish()).ChangeId();

        Assert.Equal(HttpStatusCode.NotFound, (await page.Visit($"/events/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Visit($"/events/{id}/feed.atom")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Visit("/history/2026-13")).Status);
    }

    /// <summary>All that an answer shows, but for what is of this one answer.</summary>
    private static string Seen(SiteAnswer answer)
    {
        var headers = answer
            .Headers.Concat(answer.ContentHeaders)
            .Where(h => h.Key is not ("Date" or "Flashcat-Request-Id"))
            .Select(h => h.Key + ": " + string.Join(", ", h.Value))
            .Order(StringComparer.Ordinal);
        var text = answer.Header("Flashcat-Request-Id") is { } id
            ? answer.Text.Replace(id, "", StringComparison.Ordinal)
            : answer.Text;
        return $"{answer.Status}\n{string.Join('\n', headers)}\n{text}";
    }
}
