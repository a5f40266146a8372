using System.Net;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

/// <summary>The database goes away under a running server, and comes back.</summary>
public sealed class DatabaseGoneTests
{
    [Fact]
    public async Task Without_its_database_a_server_says_so_and_recovers_by_itself()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);
        Assert.Equal(HttpStatusCode.OK, (await Info()).Status);
        Assert.Equal(HttpStatusCode.OK, (await Health("/readyz")).Status);

        await using (await Outage.Begin(server))
        {
            await Eventually.True(
                async () => (await Health("/readyz")).Status == HttpStatusCode.ServiceUnavailable,
                TimeSpan.FromSeconds(60)
            );
            for (var i = 0; i < 20; i++)
            {
                AssertUnavailable(await api.Get("/status-page/info", ("page_id", pageId)));
                AssertUnavailable(
                    await api.Post(
                        "/status-page/change/update",
                        new
                        {
                            page_id = pageId,
                            change_id = changeId,
                            title = "lost",
                        }
                    )
                );
                AssertUnavailable(
                    await new ApiClient(server.Http, new string('a', 40), api.Caller, "").Get("/status-page/list")
                );
            }

            AssertUnavailable(await Health("/readyz"));
            Assert.Equal(HttpStatusCode.OK, (await Health("/healthz")).Status);
        }

        await Eventually.True(
            async () => (await Health("/readyz")).Status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(60)
        );
        await Eventually.True(async () => (await Info()).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(60));
        Assert.Equal("Slow answers", (await Info()).Data["title"]!.GetValue<string>());
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(
                HttpStatusCode.OK,
                (
                    await api.Post(
                        "/status-page/change/update",
                        new
                        {
                            page_id = pageId,
                            change_id = changeId,
                            title = $"{i}",
                        }
                    )
                ).Status
            );
            Assert.Equal($"{i}", (await Info()).Data["title"]!.GetValue<string>());
        }

        Task<ApiAnswer> Info() => api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId));
        Task<ApiAnswer> Health(string path) => api.Send(new HttpRequestMessage(HttpMethod.Get, path));
    }

    private static void AssertUnavailable(ApiAnswer answer)
    {
        answer.IsError("ServiceUnavailable");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }
}
