using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.SourceChanges;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class SourceChangeSamples
{
    [Sample("/change/list")]
    public static object List(SamplePage page) =>
        new
        {
            start_time = page.Space.CreatedAt - 3600,
            end_time = page.Space.CreatedAt + 3600,
            p = 1,
            limit = 10,
            asc = true,
            orderby = "last_time",
            channel_ids = new[] { page.Space.SpaceId },
            integration_ids = new[] { page.Space.IntegrationId },
            query = "deploy",
            include_events = true,
        };
}
