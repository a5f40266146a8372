using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Fields;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class FieldSamples
{
    [Sample("/field/info")]
    [Sample("/field/delete")]
    public static object One(SamplePage page) => new { field_id = page.Space.FieldId };

    [Sample("/field/list")]
    public static object List(SamplePage page) =>
        new
        {
            orderby = "updated_at",
            asc = true,
            creator_id = page.Api.Caller.MemberId,
            query = "cause",
        };

    [Sample("/field/create")]
    public static object Create(SamplePage page) =>
        new
        {
            field_name = "customers",
            display_name = "Customers",
            description = "Who noticed.",
            field_type = "multi_select",
            value_type = "string",
            options = new[] { "some", "all" },
            default_value = new[] { "some" },
        };

    [Sample("/field/update")]
    public static object Update(SamplePage page) =>
        new
        {
            field_id = page.Space.FieldId,
            display_name = "Root cause",
            description = "What broke.",
            options = new[] { "disk", "network", "people" },
            default_value = "disk",
        };
}
