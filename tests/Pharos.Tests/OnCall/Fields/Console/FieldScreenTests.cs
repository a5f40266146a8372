using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Fields.Console;

/// <summary>Custom fields in the console, and their values on an incident.</summary>
public sealed class FieldScreenTests(SharedServer shared)
{
    private const string List = "/console/fields";

    [Fact]
    public async Task A_field_is_created_changed_and_deleted()
    {
        var (space, browser) = await Signed();
        Assert.Contains("No custom fields yet", (await browser.Get(List)).Text, StringComparison.Ordinal);

        (
            await browser.Submit(
                List + "/new",
                List + "/new",
                ("display_name", "Customer impact"),
                ("field_name", "impact_level"),
                ("field_type", "single_select"),
                ("options", "None\nSome\nAll"),
                ("default_value", "Some")
            )
        ).Sees(List + "?done=made");
        var made = Assert.Single(await Fields(space));
        Assert.Equal("""["None","Some","All"]""", made["options"]!.ToJsonString());
        Assert.Equal("Some", made["default_value"]!.GetValue<string>());

        var path = $"{List}/{made["field_id"]!.GetValue<string>()}";
        (
            await browser.SubmitTouching(await browser.Get(path), path, ("options", "None\nAll"), ("default_value", ""))
        ).Sees(List + "?done=saved");
        var saved = Assert.Single(await Fields(space));
        Assert.Equal("""["None","All"]""", saved["options"]!.ToJsonString());
        Assert.Null(saved["default_value"]);

        (await browser.Submit(path + "/delete", path + "/delete")).Sees(List + "?done=deleted");
        Assert.Empty(await Fields(space));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_input()
    {
        var (_, browser) = await Signed();

        var refused = await browser.Submit(
            List + "/new",
            List + "/new",
            ("display_name", "Ticket"),
            ("field_name", "1st ticket"),
            ("field_type", "text")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("id=\"field_name-wrong\"", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_shows_its_values_and_the_form_changes_only_what_was_touched()
    {
        var (space, browser) = await Signed();
        await Create(space, "impact_level", "Customer impact", "single_select", ["Some", "All"]);
        await Create(space, "regions", "Regions", "multi_select", ["eu", "us", "ap"]);
        await Create(space, "ticket", "Ticket", "text", null);
        await Create(space, "public_known", "Publicly known", "checkbox", null);
        await space.Fire(await space.Integrate("standard"), "a");
        var path = $"/console/incidents/{(await space.Incident()).IncidentId()}";

        (
            await browser.SubmitTouching(
                await browser.Get(path + "/edit"),
                path + "/edit",
                ("f0", "All"),
                ("f1", "eu"),
                ("f1", "ap"),
                ("f3", "true")
            )
        ).Sees(path + "?done=edited");

        Assert.Equal(
            """{"impact_level":"All","regions":["eu","ap"],"public_known":true}""",
            (await space.Incident())["fields"]!.ToJsonString()
        );
        var page = await browser.Get(path);
        Assert.Contains("eu, ap", page.Text, StringComparison.Ordinal);
        Assert.Matches(new Regex("set .*Customer impact.* to .*All"), page.Text);
        Assert.DoesNotContain("impact_level", page.Text, StringComparison.Ordinal);

        var wrong = await browser.SubmitTouching(await browser.Get(path + "/edit"), path + "/edit", ("f0", "Most"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("id=\"f0-wrong\"", wrong.Html, StringComparison.Ordinal);
    }

    private static async Task Create(OnCallSpace space, string name, string label, string type, string[]? options) =>
        (
            await space.Owner.Post(
                "/field/create",
                new
                {
                    field_name = name,
                    display_name = label,
                    field_type = type,
                    value_type = type == "checkbox" ? "bool" : "string",
                    options,
                }
            )
        ).IsSuccess();

    private static async Task<JsonNode[]> Fields(OnCallSpace space)
    {
        var answer = await space.Owner.Post("/field/list", new { });
        return [.. answer.Data["items"]!.AsArray().Select(field => field!)];
    }

    private async Task<(OnCallSpace Space, ConsoleBrowser Browser)> Signed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        return (space, await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner));
    }
}
