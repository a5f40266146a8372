using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Templates;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class MessageTemplateSamples
{
    [Sample("/template/info")]
    public static object Info(SamplePage page) => new { template_id = "000000000000000000000001" };

    [Sample("/template/list")]
    public static object List(SamplePage page) =>
        new
        {
            p = 1,
            limit = 10,
            orderby = "created_at",
            asc = true,
            is_my_team = false,
            creator_id = 0,
            query = "built",
        };

    [Sample("/template/preview")]
    public static object Preview(SamplePage page) =>
        new
        {
            content = "{{.Title}}",
            type = "email",
            incident_id = page.Space.IncidentId,
        };
}
