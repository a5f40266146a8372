using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Routes;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class RouteSamples
{
    [Sample("/route/info")]
    public static object Info(SamplePage page) => new { integration_id = page.Space.SharedIntegrationId };

    [Sample("/route/list")]
    public static object List(SamplePage page) => new { integration_ids = new[] { page.Space.SharedIntegrationId } };

    [Sample("/route/history/list")]
    public static object History(SamplePage page) =>
        new
        {
            integration_id = page.Space.SharedIntegrationId,
            p = 1,
            limit = 10,
            orderby = "updated_at",
            asc = true,
        };

    [Sample("/route/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            integration_id = page.Space.SharedIntegrationId,
            version = 1,
            cases = Cases(page),
            sections = new[] { new { name = "Shop", position = 0 } },
            @default = new { channel_ids = new[] { page.Space.OtherSpaceId } },
        };

    [Sample("/route/preview")]
    public static object Preview(SamplePage page) =>
        new
        {
            alert_ids = new[] { "0123456789abcdef01234567" },
            route = new { @default = new { channel_ids = Array.Empty<long>() } },
        };

    private static object Cases(SamplePage page) =>
        new object[]
        {
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["if"] = new[]
                {
                    new
                    {
                        key = "labels.service",
                        oper = "IN",
                        vals = new[] { "shop*" },
                    },
                },
                ["channel_ids"] = new[] { page.Space.SpaceId },
                ["fallthrough"] = true,
                ["routing_mode"] = "standard",
            },
        };
}
