using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Templates;

public sealed class MessageTemplateTests(SharedServer shared)
{
    [Theory]
    [InlineData("000000000000000000000001")]
    [InlineData("6321aad26c12104586a88916")]
    public async Task The_built_in_template_answers_to_both_of_its_IDs(string templateId)
    {
        var api = await shared.NewAccount();

        var template = (await api.Post("/template/info", new { template_id = templateId })).Data;

        Assert.Equal(templateId, (string?)template["template_id"]);
        Assert.Contains("{{.Title}}", (string?)template["email"], StringComparison.Ordinal);
        (await api.Post("/template/info", new { template_id = "0123456789abcdef01234567" })).IsError(
            "ResourceNotFound",
            "template_id"
        );
    }

    [Fact]
    public async Task The_built_in_template_can_be_previewed_in_every_channel()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var template = (await page.Api.Post("/template/info", new { template_id = "000000000000000000000001" })).Data;
        foreach (var type in (string[])["email", "sms", "slack", "teams_app", "feishu", "zoom"])
        {
            var preview = (
                await page.Api.Post(
                    "/template/preview",
                    new
                    {
                        content = (string?)template[type],
                        type,
                        incident_id = page.Space.IncidentId,
                    }
                )
            ).Data;

            Assert.True((bool?)preview["success"]);
            Assert.Contains("Warning", (string?)preview["content"], StringComparison.Ordinal);
            Assert.DoesNotContain("{{", (string?)preview["content"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("A {{.IncidentSeverity}} B", "A Critical B")]
    [InlineData("{{ .Labels.service }}/{{index .Labels \"resource\"}}", "shop/web-1")]
    [InlineData("{{.Labels.nothing}}", "<no value>")]
    [InlineData("A \n{{- /* note */ -}}\n B", "AB")]
    [InlineData("No action }}", "No action }}")]
    public async Task Values_are_inserted(string content, string expected)
    {
        var api = await shared.NewAccount();

        var preview = (await api.Post("/template/preview", new { content, type = "email" })).Data;

        Assert.Equal((true, expected), ((bool?)preview["success"], (string?)preview["content"]));
    }

    [Theory]
    [InlineData("one\n{{range .Alerts}}x{{end}}", "2")]
    [InlineData("{{.Nothing}}", "1")]
    [InlineData("\n\n{{.Title", "3")]
    public async Task What_cannot_be_rendered_is_explained_with_its_line(string content, string line)
    {
        var api = await shared.NewAccount();

        var preview = (await api.Post("/template/preview", new { content, type = "email" })).Data;

        Assert.False((bool?)preview["success"]);
        Assert.Contains($"Line {line}:", (string?)preview["message"], StringComparison.Ordinal);
    }
}
