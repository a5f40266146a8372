using System.Net;
using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Tests.Architecture;
using Pharos.Tests.Support;
using Pharos.Web;

namespace Pharos.Tests.Web;

/// <summary>How forms of the console report what operations refuse.</summary>
[FullOnPostgres]
public sealed class FormErrorsTests(SharedServer shared)
{
    [Fact]
    public Task A_team_form_names_every_wrong_field() =>
        Refuses(
            _ => "/console/teams/new",
            [("name", " "), ("description", new string('x', 501))],
            "Name must not be blank.",
            "Description must be at most 500 characters long."
        );

    [Fact]
    public Task A_role_form_names_every_wrong_field() =>
        Refuses(
            _ => "/console/roles/new",
            [("name", ""), ("description", new string('x', 500))],
            "Name must not be blank.",
            "Description must be at most 499 characters long."
        );

    [Fact]
    public Task The_form_of_an_organization_names_every_wrong_field() =>
        Refuses(
            _ => "/console/account/organization",
            [("name", " "), ("locale", "en-US"), ("time_zone", "Mars/Olympus")],
            "Organization must not be blank.",
            "Status page time zone must be a time zone such as Europe/Berlin."
        );

    [Fact]
    public Task Page_settings_name_every_wrong_field() =>
        Refuses(
            page => page + "/settings",
            [
                ("name", " "),
                ("page_title", new string('x', 256)),
                ("url_name", "!"),
                ("date_view", "list"),
                ("display_uptime_mode", "none"),
            ],
            "Name must not be blank.",
            "Page title must be at most 255 characters long.",
            "Address must contain at least one letter (a-z) or digit."
        );

    [Fact]
    public Task A_new_page_names_every_wrong_field() =>
        Refuses(
            _ => "/console/pages/new",
            [
                ("name", " "),
                ("url_name", "!"),
                ("type", "public"),
                ("date_view", "list"),
                ("display_uptime_mode", "none"),
            ],
            "Name must not be blank.",
            "Address must contain at least one letter (a-z) or digit."
        );

    [Fact]
    public async Task A_component_form_names_every_wrong_field()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, components) = await member.NewPage("API");
        var path = $"/console/pages/{pageId}/components/{components[0]}";

        var refused = await browser.Submit(path, path, ("name", " "), ("since", "yesterday"));

        Demand(refused, "Name must not be blank.", "Enter a date such as 2026-01-31.");
    }

    [Fact]
    public Task A_message_names_no_field_of_the_API() =>
        Refuses(_ => "/console/audit?from=2026-11-05&to=2026-11-01", null, "To must be later than From.");

    /// <summary>The fields of all requests are those that an error can name.</summary>
    [Fact]
    public void Every_field_of_the_API_has_a_label()
    {
        var document = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "tests/Pharos.Tests/Walks/openapi.approved.json"))
        )!;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            foreach (var parameter in operation.Value!["parameters"]?.AsArray() ?? [])
                names.Add((string)parameter!["name"]!);
            if (operation.Value["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema)
                Collect(document, schema, names, depth: 0);
        }

        Assert.True(names.Count > 80, $"{names.Count} fields");
        Assert.DoesNotContain(names, name => FieldLabels.Find(name) is null);
    }

    [Theory]
    [InlineData("updates[0].at_seconds", "Time")]
    [InlineData("components[12].name", "Name")]
    [InlineData("page_id", "Status page")]
    public void A_path_is_labelled_by_its_last_field(string path, string label) =>
        Assert.Equal(label, FieldLabels.Find(path)!.In(Language.English));

    [Fact]
    public void A_permission_is_named_by_what_it_allows() =>
        Assert.Equal(
            "You don't have permission to do this. It requires the permission “Create, edit and delete teams”.",
            new ConsoleLocalizer(Language.English).Of(Errors.Denied("Teams Manage").Text)
        );

    private static void Collect(JsonNode document, JsonNode schema, HashSet<string> names, int depth)
    {
        if (depth > 8)
            return;
        if (schema["$ref"] is { } reference)
            schema = document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!;
        foreach (var (name, inner) in schema["properties"]?.AsObject() ?? [])
        {
            names.Add(name);
            Collect(document, inner!, names, depth + 1);
        }

        if (schema["items"] is { } items)
            Collect(document, items, names, depth + 1);
    }

    /// <param name="fields">Null to only open the address.</param>
    private async Task Refuses(Func<string, string> address, (string, string)[]? fields, params string[] errors)
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = address($"/console/pages/{pageId}");
        var answer = fields is null ? await browser.Get(path) : await browser.Submit(path, path, fields);
        Demand(answer, errors, fields is null ? null : HttpStatusCode.UnprocessableEntity);
    }

    private static void Demand(ConsoleAnswer answer, params string[] errors) =>
        Demand(answer, errors, HttpStatusCode.UnprocessableEntity);

    private static void Demand(ConsoleAnswer answer, string[] errors, HttpStatusCode? status)
    {
        if (status is not null)
            Assert.Equal(status, answer.Status);
        Assert.All(errors, error => Assert.Contains(error, answer.Text, StringComparison.Ordinal));
        Assert.DoesNotMatch("_(?:seconds|time|id|ids)\\b", answer.Text);
    }
}
