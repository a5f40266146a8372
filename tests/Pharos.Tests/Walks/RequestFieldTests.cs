using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>
/// Every field of every request, as the contract describes it: left out, null, of the wrong type, too long.
/// </summary>
public sealed class RequestFieldTests(SharedServer shared, UnchangedPage unchanged) : IClassFixture<UnchangedPage>
{
    public static IEnumerable<TheoryDataRow<string>> Paths => ContractFile.FewerPathsOnPostgres;

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_request_without_a_required_field_is_refused_by_its_name(string path) =>
        ForEachField(path, async (page, operation, field, request) =>
        {
            if (!field.Required)
                return;
            (await page.Api.Call(operation.Method, path, field.Without(request))).IsError(
                "InvalidParameter",
                field.Path
            );
            if (operation.Method == "POST")
                (await page.Api.Call(operation.Method, path, field.With(request, null))).IsError(
                    "InvalidParameter",
                    field.Path
                );
        });

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_field_of_the_wrong_type_is_refused_by_its_name(string path) =>
        ForEachField(path, async (page, operation, field, request) =>
        {
            if (field.Type == "any")
                return;
            JsonNode wrong = field.Type switch
            {
                "number" => "1.5",
                // Numbers do not come as strings, not even where they would fit.
                "integer" => operation.Method == "GET" ? "1.5" : "12",
                "string" => field.Schema.ContainsKey("enum") ? "Nonsense" : 12,
                "boolean" => "true",
                "array" => new JsonObject(),
                _ => new JsonArray(),
            };
            (await page.Api.Call(operation.Method, path, field.With(request, wrong))).IsError(
                "InvalidParameter",
                field.Path
            );
        });

    [Theory]
    [MemberData(nameof(Paths))]
    public Task An_enumeration_takes_no_other_spelling(string path) =>
        ForEachField(path, async (page, operation, field, request) =>
        {
            if (!field.Schema.ContainsKey("enum"))
                return;
            var name = field.Schema["enum"]![0]!.GetValue<string>();
            foreach (
                var spelling in ((string[])[name.ToUpperInvariant(), "0", name + "," + name, " " + name]).Where(s =>
                    s != name
                )
            )
                (await page.Api.Call(operation.Method, path, field.With(request, spelling))).IsError(
                    "InvalidParameter",
                    field.Path
                );
        });

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_text_longer_than_the_contract_allows_is_refused_by_its_name(string path) =>
        ForEachField(path, async (page, operation, field, request) =>
        {
            if (field.Schema["maxLength"]?.GetValue<int>() is { } most)
                (await page.Api.Call(operation.Method, path, field.With(request, new string('a', most + 1)))).IsError(
                    "InvalidParameter",
                    field.Path
                );
        });

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Null_counts_as_absent_and_an_unknown_field_is_ignored(string path)
    {
        var operation = ContractFile.Operation(path);
        if (operation.Method == "GET")
            return;
        var page = await SamplePage.Create(await shared.NewAccount());
        var request = page.Request(path);
        // Inner fields first: there is no way into what is null already.
        foreach (
            var field in RequestField
                .Of(request, operation.Request)
                .Where(f => !f.Required && NotNeededBySample(path, f))
                .Reverse()
        )
            request = field.With(request, null);
        request["colour"] = new JsonObject { ["page_id"] = "red" };

        var answer = await page.Api.Call(operation.Method, path, request);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    /// <summary>Fields that the contract calls optional but without which a sample breaks one of its rules.</summary>
    private static bool NotNeededBySample(string path, RequestField field) =>
        (path, field.Path)
            is not
                ("/status-page/change/create", "updates[0].component_changes" or "start_at_seconds")
                // One field of several must say who or what; and an invitation goes by mail.
                and not
                ("/member/delete", "member_id")
                and not
                ("/team/info" or "/team/delete", "team_id")
                and not
                ("/member/invite", "members[0].email")
                and not
                ("/field/create", "options")
                and not
                ("/route/upsert", "default" or "default.channel_ids")
                and not
                ("/route/preview", "route.default")
        && !(path.Contains("/rule/", StringComparison.Ordinal) && NeededByRule(field.Path))
        && !(path == "/channel/create" && NeededByRule(field.Path));

    /// <summary>A rule needs conditions, a time and someone to page.</summary>
    private static bool NeededByRule(string field) =>
        field is "filters" or "time_filter"
        || field.StartsWith("time_filters", StringComparison.Ordinal)
        || field.Contains("target", StringComparison.Ordinal);

    private async Task ForEachField(
        string path,
        Func<SamplePage, ContractOperation, RequestField, JsonObject, Task> check
    )
    {
        var page = unchanged.Page;
        var before = await page.State();
        var operation = ContractFile.Operation(path);
        var request = page.Request(path);
        foreach (var field in RequestField.Of(request, operation.Request))
            await check(page, operation, field, request);
        Assert.Equal(before, await page.State());
    }
}
