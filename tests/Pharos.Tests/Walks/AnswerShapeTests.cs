using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>Real answers of every operation against the shapes that existing clients read.</summary>
public sealed class AnswerShapeTests(SharedServer shared, UnchangedPage unchanged) : IClassFixture<UnchangedPage>
{
    public static TheoryData<string> Paths => ContractFile.Paths;
    public static IEnumerable<TheoryDataRow<string>> FewerPaths => ContractFile.FewerPathsOnPostgres;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_success_has_the_shape_that_clients_read(string path)
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var operation = ContractFile.Operation(path);
        Assert.Empty(ContractSchema.Problems(page.Request(path), operation.Request));

        var answer = await page.Api.Call(operation.Method, path, page.Request(path));

        if (operation.Download is not null)
        {
            Assert.Equal(
                (HttpStatusCode.OK, operation.Download + "; charset=utf-8"),
                (answer.Status, answer.ContentType)
            );
            return;
        }

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Empty(ContractSchema.Problems(answer.Json["data"], operation.Response));
        Assert.Equal(["request_id", "data"], answer.Json.Select(p => p.Key));
        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
    }

    [Theory]
    [MemberData(nameof(FewerPaths))]
    public async Task A_failure_has_the_shape_that_clients_read(string path)
    {
        var page = unchanged.Page;
        var operation = ContractFile.Operation(path);
        var stranger = new ApiClient(page.Api.Http, new string('0', 40), page.Api.Caller, page.Api.Email);

        IsError(
            await stranger.Call(operation.Method, path, page.Request(path)),
            "Unauthorized",
            HttpStatusCode.Unauthorized
        );
        IsError(
            await page.Api.Call(operation.Method == "GET" ? "POST" : "GET", path, []),
            "MethodNotAllowed",
            HttpStatusCode.BadRequest
        );
        if (path != "/status-page/list" && operation.Method == "GET")
            IsError(await page.Api.Get(path, ("page_id", "first")), "InvalidParameter", HttpStatusCode.BadRequest);
        else if (operation.Method == "POST")
            IsError(await page.Api.Post(path, "[]"), "InvalidParameter", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Lists_keep_their_shape_when_they_are_empty()
    {
        var api = await shared.NewAccount();
        var (pageId, _) = await api.NewPage();

        var changes = await api.Get("/status-page/change/active/list", ("page_id", pageId), ("type", "maintenance"));
        var page = await api.Get("/status-page/info", ("page_id", pageId));

        Assert.Empty(changes.Data["items"]!.AsArray());
        Assert.Empty(page.Data["components"]!.AsArray());
        Assert.Empty(page.Data["sections"]!.AsArray());
        Assert.Empty(page.Data["custom_links"]!.AsArray());
    }

    private static void IsError(ApiAnswer answer, string code, HttpStatusCode status)
    {
        Assert.Equal(code, answer.Code);
        Assert.Equal(status, answer.Status);
        Assert.Empty(ContractSchema.Problems(answer.Json, new JsonObject { ["$ref"] = "ErrorResponse" }));
        Assert.Equal(["request_id", "error"], answer.Json.Select(p => p.Key));
        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
    }
}
