using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

[Trait("Runs", "Once")]
public sealed class RequestIdTests(SharedServer shared)
{
    [Fact]
    public async Task Every_answer_carries_a_fresh_ULID_in_its_body_and_the_same_in_its_header()
    {
        var api = await shared.NewAccount();
        var answers = new List<ApiAnswer>
        {
            await api.Get("/status-page/list"),
            await api.Get("/status-page/list"),
            await api.Get("/status-page/info"),
            await api.Get("/nowhere"),
            await api.Post("/status-page/list", "{}"),
            await api.Post("/status-page/create", "{"),
            await api.Get("/healthz"),
        };
        using var unauthorized = new HttpRequestMessage(HttpMethod.Get, "/status-page/list");
        answers.Add(await api.Send(unauthorized));
        using var wrongType = new HttpRequestMessage(HttpMethod.Post, "/status-page/create?app_key=" + api.Key)
        {
            Content = new StringContent("{}"),
        };
        answers.Add(await api.Send(wrongType));

        foreach (var answer in answers)
            IsGiven(answer);
        Assert.Equal(answers.Count, answers.Select(Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_client_cannot_choose_the_request_id()
    {
        var api = await shared.NewAccount();
        using var message = new HttpRequestMessage(HttpMethod.Get, "/status-page/list?app_key=" + api.Key);
        message.Headers.Add("Flashcat-Request-Id", "01HK8XQE3Z7JM2NTFQ5YJ8P9R4");

        Assert.NotEqual("01HK8XQE3Z7JM2NTFQ5YJ8P9R4", Id(await api.Send(message)));
    }

    [Fact]
    public async Task A_fault_of_ours_is_answered_with_the_request_id_and_nothing_of_the_fault()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var (pageId, _) = await api.NewPage("API");
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE sections RENAME TO not_sections");

        var answer = await api.Get("/status-page/info", ("page_id", pageId));

        Assert.Equal((HttpStatusCode.InternalServerError, "InternalError"), (answer.Status, answer.Code));
        IsGiven(answer);
        foreach (var word in (string[])["sections", "SQL", "Exception", "Npgsql", " at "])
            Assert.DoesNotContain(word, answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static string Id(ApiAnswer answer) => answer.Json["request_id"]!.GetValue<string>();

    private static void IsGiven(ApiAnswer answer)
    {
        Assert.True(Ids.IsUlid(Id(answer)), answer.Text);
        Assert.Equal(Id(answer), Assert.Single(answer.Headers.GetValues("Flashcat-Request-Id")));
    }
}
