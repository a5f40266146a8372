using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

[Trait("Runs", "Once")]
public sealed class RequestBodyTests(SharedServer shared)
{
    [Fact]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var before = await page.State();
        foreach (var (_, path, _) in shared.Server.Operations().Where(o => o.Method == "POST"))
        {
            foreach (
                var type in (string?[])
                    [
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "application/jsonp",
                        "application/problem+json",
                        "json",
                        null,
                    ]
            )
            {
                var answer = await Send(
                    page.Api,
                    path,
                    Encoding.UTF8.GetBytes(page.Request(path).ToJsonString()),
                    type
                );
                Assert.True(
                    answer is { Status: HttpStatusCode.BadRequest, Code: "InvalidContentType" },
                    $"{path} {type}: {answer.Text}"
                );
            }
        }

        Assert.Equal(before, await page.State());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("Application/JSON; q=1; x=\"y\"")]
    public async Task Parameters_of_the_content_type_are_fine(string type)
    {
        var api = await shared.NewAccount();

        var answer = await Send(api, "/member/info", "{}"u8.ToArray(), type);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_post_without_a_body_needs_no_content_type()
    {
        var api = await shared.NewAccount();
        using var nothing = new HttpRequestMessage(HttpMethod.Post, "/member/info?app_key=" + api.Key);
        using var missing = new HttpRequestMessage(HttpMethod.Post, "/status-page/delete?app_key=" + api.Key);

        Assert.Equal(HttpStatusCode.OK, (await api.Send(nothing)).Status);
        (await api.Send(missing)).IsError("InvalidParameter", "page_id");
    }

    [Theory]
    [InlineData("", "{\"name\": \"\xFF\"}")]
    [InlineData("", "{\"\xFF\": 1}")]
    [InlineData("", "{\"unknown\": \"\xC3\x28\"}")]
    [InlineData("", "{\"unknown\": [{\"deeper\": \"\xED\xA0\x80\"}]}")]
    [InlineData("name", "{\"name\": \"\\ud800\"}")]
    public async Task Invalid_UTF8_is_a_parameter_error_wherever_it_is(string field, string latin1)
    {
        var api = await shared.NewAccount();

        var answer = await Send(api, "/status-page/create", Encoding.Latin1.GetBytes(latin1), "application/json");

        answer.IsError("InvalidParameter", field);
        if (field.Length == 0)
            Assert.Contains("UTF-8", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("{\"page_id\": 1,}", "JSON")]
    [InlineData("{} {}", "JSON")]
    [InlineData("{\"page_id\": 01}", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("7", "object")]
    [InlineData("{\"page_id\": 1, \"page_id\": 2}", "page_id")]
    [InlineData("{\"page_id\": 1.5}", "page_id")]
    [InlineData("{\"page_id\": 1e3}", "page_id")]
    [InlineData("{\"page_id\": 9223372036854775808}", "page_id")]
    [InlineData("{\"page_id\": 9007199254740992}", "page_id")]
    [InlineData("{\"page_id\": 0}", "page_id")]
    [InlineData("{\"page_id\": -1}", "page_id")]
    [InlineData("{\"page_id\": \"1\"}", "page_id")]
    [InlineData("{\"page_id\": true}", "page_id")]
    public async Task Malformed_JSON_is_a_parameter_error_that_says_where(string body, string named)
    {
        var api = await shared.NewAccount();

        (await api.Post("/status-page/delete", body)).IsError("InvalidParameter", named);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_and_one_at_the_limit_is_read(bool chunked)
    {
        await using var server = await TestServer.Start(configure: options => options.MaxBodyBytes = 4096);
        var api = await server.NewAccount();
        byte[] Body(int length) => Encoding.UTF8.GetBytes("{\"unknown\": \"" + new string('a', length - 15) + "\"}");

        var over = await Send(api, "/member/info", Body(4097), "application/json", chunked);
        // What frames the chunks counts too.
        var at = await Send(api, "/member/info", Body(chunked ? 4000 : 4096), "application/json", chunked);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "EntityTooLarge"), (over.Status, over.Code));
        Assert.Contains("4096", over.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, at.Status);
    }

    [Theory]
    [InlineData("page_id=1&page_id=2")]
    [InlineData("page_id=1.0")]
    [InlineData("page_id=%31x")]
    [InlineData("page_id=")]
    [InlineData("page_id=%FF")]
    [InlineData("page_id=0x10")]
    [InlineData("page_id=99999999999999999999")]
    public async Task A_query_is_checked_like_a_body(string query)
    {
        var api = await shared.NewAccount();
        using var message = new HttpRequestMessage(
            HttpMethod.Get,
            $"/status-page/info?app_key={api.Key}&unknown=1&{query}"
        );

        (await api.Send(message)).IsError("InvalidParameter", "page_id");
    }

    private static async Task<ApiAnswer> Send(
        ApiClient api,
        string path,
        byte[] body,
        string? contentType,
        bool chunked = false
    )
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{path}?app_key={api.Key}")
        {
            Content = new ByteArrayContent(body),
        };
        if (contentType is not null)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        message.Headers.TransferEncodingChunked = chunked;
        return await api.Send(message);
    }
}
