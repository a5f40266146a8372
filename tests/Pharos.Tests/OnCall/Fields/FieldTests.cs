using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Fields;

public sealed class FieldTests(SharedServer shared)
{
    [Fact]
    public async Task A_field_is_created_changed_listed_and_deleted()
    {
        var api = await shared.NewAccount();
        var fieldId = (string)
            (
                await api.Post(
                    "/field/create",
                    new
                    {
                        field_name = "reach",
                        display_name = "Reach",
                        field_type = "multi_select",
                        value_type = "string",
                        options = new[] { "some", "all" },
                        default_value = new[] { "some" },
                    }
                )
            ).Data["field_id"]!;

        var field = (await api.Post("/field/info", new { field_id = fieldId.ToUpperInvariant() })).Data;
        Assert.Equal("""["some"]""", field["default_value"]!.ToJsonString());
        Assert.Equal(("reach", "enabled"), ((string?)field["field_name"], (string?)field["status"]));

        (await api.Post("/field/update", new { field_id = fieldId, options = new[] { "all" } })).IsError(
            "InvalidParameter",
            "default_value"
        );
        await api.Post(
            "/field/update",
            new
            {
                field_id = fieldId,
                display_name = "Customers",
                options = new[] { "all" },
                default_value = Array.Empty<string>(),
            }
        );
        field = Assert
            .Single((await api.Post("/field/list", new { query = "custom" })).Data["items"]!.AsArray())!
            .AsObject();
        Assert.Equal("""["all"]""", field["options"]!.ToJsonString());
        Assert.False(field.ContainsKey("default_value"));

        await api.Post("/field/delete", new { field_id = fieldId });
        (await api.Post("/field/info", new { field_id = fieldId })).IsError("ResourceNotFound", "field_id");
        Assert.Empty((await api.Post("/field/list", "{}")).Data["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"field_name": "1st"}""", "field_name")]
    [InlineData("""{"field_name": "a-b"}""", "field_name")]
    [InlineData("""{"display_name": ""}""", "display_name")]
    [InlineData("""{"field_type": "number"}""", "field_type")]
    [InlineData("""{"value_type": "bool"}""", "value_type")]
    [InlineData("""{"options": ["a"]}""", "options")]
    [InlineData("""{"field_type": "single_select"}""", "options")]
    [InlineData("""{"field_type": "single_select", "options": ["a", "a"]}""", "options[1]")]
    [InlineData("""{"field_type": "single_select", "options": ["a"], "default_value": "b"}""", "default_value")]
    [InlineData("""{"field_type": "checkbox", "value_type": "bool", "default_value": "yes"}""", "default_value")]
    [InlineData("""{"default_value": 5}""", "default_value")]
    public async Task A_bad_field_is_refused_by_its_name(string changes, string field)
    {
        var request = new JsonObject
        {
            ["field_name"] = "cause",
            ["display_name"] = "Cause",
            ["field_type"] = "text",
            ["value_type"] = "string",
        };
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            request[name] = value?.DeepClone();

        (await (await shared.NewAccount()).Post("/field/create", request.ToJsonString())).IsError(
            "InvalidParameter",
            field
        );
    }

    [Fact]
    public async Task Names_are_unique_and_fields_are_limited()
    {
        var api = await shared.NewAccount();
        for (var i = 0; i < 15; i++)
            Assert.Equal(HttpStatusCode.OK, (await Create($"f{i}", $"Field {i}")).Status);

        Assert.Contains("15", (await Create("f15", "Field 15")).Message, StringComparison.Ordinal);
        var first = (string)(await api.Post("/field/list", new { asc = true })).Data["items"]![0]!["field_id"]!;
        await api.Post("/field/delete", new { field_id = first });
        (await Create("f1", "Other")).IsError("InvalidParameter", "field_name");
        (await Create("other", "field 1")).IsError("InvalidParameter", "display_name");

        Task<ApiAnswer> Create(string name, string displayName) =>
            api.Post(
                "/field/create",
                new
                {
                    field_name = name,
                    display_name = displayName,
                    field_type = "text",
                    value_type = "string",
                }
            );
    }
}
