using System.Net;
using Pharos.Tests.Support;

namespace Pharos.Tests.Api.StatusPage;

public sealed class CreateChangeTests(SharedServer shared)
{
    [Fact]
    public async Task An_incident_is_read_back_as_it_was_published()
    {
        var api = await shared.NewAccount();
        var (pageId, components) = await api.NewPage("API", "Web");

        var created = await api.Post("/status-page/change/create", new
        {
            page_id = pageId, type = "incident", title = "Slow answers", description = "Answers are **slow**.", status = "investigating",
            start_at_seconds = 1712000000, notify_subscribers = true,
            updates = new[]
            {
                new { at_seconds = 1712000000, status = "investigating", description = "We are looking.", component_changes = new[] { new { component_id = components[0], status = "degraded" } } },
            },
        });
        var info = await api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", created.Data["change_id"]!));

        Assert.Equal(HttpStatusCode.OK, info.Status);
        Assert.Equal("Slow answers", info.Data["title"]!.GetValue<string>());
        Assert.Equal("investigating", info.Data["status"]!.GetValue<string>());
        Assert.Equal("degraded", info.Data["affected_components"]![0]!["status"]!.GetValue<string>());
        Assert.Equal("API", info.Data["updates"]![0]!["component_changes"]![0]!["component_name"]!.GetValue<string>());
        Assert.False(info.Data.ContainsKey("close_at_seconds"));
    }

    [Fact]
    public async Task An_event_may_not_end_while_a_component_is_down()
    {
        var api = await shared.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);

        var refused = await api.Post("/status-page/change/timeline/create", new { page_id = pageId, change_id = changeId, status = "resolved", description = "Done." });

        refused.IsError("InvalidParameter", "component_changes");
    }
}
