using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

[Trait("Runs", "Once")]
public sealed class LanguageTests(SharedServer shared)
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("zh-CN", true)]
    [InlineData("zh", true)]
    [InlineData("zh-Hans-CN,zh;q=0.9,en;q=0.8", true)]
    [InlineData("en-US,en;q=0.9,zh-CN;q=0.8", false)]
    [InlineData("en;q=0.5, zh-CN;q=0.8", true)]
    [InlineData("fr-FR, zh-CN;q=0.2", true)]
    [InlineData("fr-FR, de;q=0.2", false)]
    [InlineData("zh-CN;q=0", false)]
    [InlineData("*", false)]
    [InlineData("zh-CN;q=nonsense", false)]
    [InlineData(";;;,,,", false)]
    public async Task Messages_come_in_the_language_that_the_client_likes_best(string? header, bool chinese)
    {
        var api = await shared.NewAccount();
        foreach (
            var path in (string[])
                [
                    "/status-page/info?app_key=" + api.Key,
                    "/status-page/list",
                    "/nowhere",
                    "/status-page/create?app_key=" + api.Key,
                ]
        )
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            if (header is not null)
                message.Headers.TryAddWithoutValidation("Accept-Language", header);

            var answer = await api.Send(message);

            Assert.Equal(chinese, answer.Message!.Any(c => c is >= '\u4e00' and <= '\u9fff'));
        }
    }

    [Fact]
    public async Task A_field_goes_by_its_wire_name_in_every_language()
    {
        var api = await shared.NewAccount();
        using var message = new HttpRequestMessage(HttpMethod.Get, "/status-page/info?app_key=" + api.Key);
        message.Headers.Add("Accept-Language", "zh-CN");

        (await api.Send(message)).IsError("InvalidParameter", "page_id");
    }
}
