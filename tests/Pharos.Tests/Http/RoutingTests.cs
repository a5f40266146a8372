using System.Net;
using System.Text.Json.Nodes;
using Pharos.OnCall;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

[Trait("Runs", "Once")]
public sealed class RoutingTests(SharedServer shared)
{
    [Fact]
    public async Task A_known_path_with_another_method_is_a_bad_request_that_names_the_right_one()
    {
        var api = await shared.NewAccount();
        foreach (var (method, path, _) in shared.Server.Operations())
        {
            foreach (var other in (string[])["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
            {
                if (other == method)
                    continue;
                using var message = new HttpRequestMessage(new HttpMethod(other), $"{path}?app_key={api.Key}");
                var answer = await api.Send(message);
                Assert.True(
                    answer is { Status: HttpStatusCode.BadRequest, Code: "MethodNotAllowed" },
                    $"{other} {path}: {answer.Status} {answer.Text}"
                );
                Assert.Contains(method, answer.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("GET", "/status-page/nowhere")]
    [InlineData("POST", "/status-page/change")]
    [InlineData("DELETE", "/status-page/create/")]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("GET", "/status-page//list")]
    public async Task An_unknown_path_is_not_found_whatever_the_method_and_key(string method, string path)
    {
        var api = await shared.NewAccount();
        foreach (var query in (string[])["", "?app_key=" + api.Key])
        {
            using var message = new HttpRequestMessage(new HttpMethod(method), path + query);
            var answer = await api.Send(message);
            // A slash at the end is the same path to routing: then it is the method that is wrong.
            var expected = path.EndsWith('/')
                ? (HttpStatusCode.BadRequest, "MethodNotAllowed")
                : (HttpStatusCode.NotFound, "RouteNotFound");
            Assert.Equal(expected, (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task A_head_request_gets_the_status_and_no_body()
    {
        var api = await shared.NewAccount();
        using var message = new HttpRequestMessage(HttpMethod.Head, "/nowhere");

        var answer = await api.Send(message);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("", answer.Text);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_needs_no_key(string path)
    {
        var api = await shared.NewAccount();
        using var message = new HttpRequestMessage(HttpMethod.Get, path);

        Assert.Equal("ok", (await api.Send(message)).Data["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_error_never_shows_what_the_client_sent_nor_how_we_are_made()
    {
        var api = await shared.NewAccount();
        string[] notJson = ["{\"s3cret-s3cret\": }", "s3cret-s3cret"];
        foreach (
            var body in (string[])
                [
                    .. notJson,
                    "{\"page_id\": \"s3cret-s3cret\"}",
                    "{\"type\": \"s3cret-s3cret\"}",
                    "{\"name\": [\"s3cret-s3cret\"]}",
                ]
        )
        {
            foreach (var (_, path, operation) in shared.Server.Operations().Where(o => o.Method == "POST"))
            {
                var answer = await api.Post(path, body);
                // Operations that only read, without required fields, ignore these fields.
                var mayIgnore = !operation.Writes && !notJson.Contains(body);
                var isIgnored =
                    answer.Status == HttpStatusCode.OK
                    || (answer.Code == "ResourceNotFound" && NotOffered.Operations.Contains(operation));
                Assert.True(answer.Code == "InvalidParameter" || (mayIgnore && isIgnored), $"{path}: {answer.Text}");
                foreach (
                    var word in (string[])["s3cret", "System.", "Pharos.", "Exception", "Json", "   at ", "SELECT"]
                )
                    Assert.DoesNotContain(
                        word,
                        answer.Text.Replace("JSON", "", StringComparison.Ordinal),
                        StringComparison.Ordinal
                    );
            }
        }
    }
}
