using System.Net;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>
/// What changes about a page on one node is seen on the other within a second, by clients and by visitors.
/// </summary>
public sealed class PagesOnTwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    private const int Times = 5;

    [Fact]
    public async Task A_page_that_is_changed_on_one_node_is_shown_so_on_the_other_within_a_second()
    {
        var (owner, pageId, path, _) = await NewPage();
        for (var i = 0; i < Times; i++)
        {
            await Decide(
                owner,
                "/status-page/update",
                new { page_id = pageId, page_title = $"Status of Acme, number {i}." }
            );

            await Shows(path, $"Status of Acme, number {i}.");
        }
    }

    [Fact]
    public async Task A_component_that_is_renamed_on_one_node_is_so_on_the_other_within_a_second()
    {
        var (owner, pageId, path, componentId) = await NewPage();
        var changeId = await owner.NewIncident(pageId, componentId);
        for (var i = 0; i < Times; i++)
        {
            await Decide(
                owner,
                "/status-page/component/upsert",
                new
                {
                    page_id = pageId,
                    components = new[] { new { component_id = componentId, name = $"Gateway-{i}." } },
                }
            );

            // The event's answer is held in memory there.
            await WithinASecond.Obeyed(nodes.Clock, async () =>
                (
                    await nodes
                        .There(owner)
                        .Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))
                ).Data["affected_components"]![0]!["name"]!.GetValue<string>() == $"Gateway-{i}."
            );
            await Shows(path, $"Gateway-{i}.");
        }
    }

    [Fact]
    public async Task A_page_that_is_deleted_on_one_node_is_not_shown_on_the_other_after_a_second()
    {
        var (owner, pageId, path, componentId) = await NewPage();
        var changeId = await owner.NewIncident(pageId, componentId);
        Assert.NotEmpty(
            (
                await nodes.There(owner).Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))
            ).Data
        );

        await Decide(owner, "/status-page/delete", new { page_id = pageId });

        var gone = WithinASecond.Obeyed(nodes.Clock, async () =>
            (
                await nodes.There(owner).Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))
            ).Code == "ResourceNotFound"
        );
        await WithinASecond.Obeyed(nodes.Clock, async () =>
        {
            using var answer = await nodes.Second.Http.GetAsync(path);
            return answer.StatusCode == HttpStatusCode.NotFound;
        });
        await gone;
    }

    /// <summary>A public page with one component, and its path, which a visitor of the second node has seen.</summary>
    private async Task<(ApiClient Owner, long PageId, string Path, string ComponentId)> NewPage()
    {
        var owner = await nodes.First.NewAccount();
        var (pageId, components) = await owner.NewPage("API");
        var info = await owner.Get("/status-page/info", ("page_id", pageId));
        var path = "/s/" + info.Data["url_name"]!.GetValue<string>();
        Assert.Contains("API", await nodes.Second.Http.GetStringAsync(path), StringComparison.Ordinal);
        return (owner, pageId, path, components[0]);
    }

    private static async Task Decide(ApiClient owner, string path, object body)
    {
        var answer = await owner.Post(path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    private Task Shows(string path, string text) =>
        WithinASecond.Obeyed(nodes.Clock, async () =>
            (await nodes.Second.Http.GetStringAsync(path)).Contains(text, StringComparison.Ordinal)
        );
}
