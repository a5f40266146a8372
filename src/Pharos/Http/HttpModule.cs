using Pharos.Database;
using Pharos.Http.Health;
using Pharos.Http.Idempotency;
using Pharos.Http.OpenApi;
using Pharos.Http.RateLimiting;

namespace Pharos.Http;

/// <summary>What every operation shares, the health checks and the API's description.</summary>
internal static class HttpModule
{
    public static Module Module { get; } =
        new()
        {
            Services = services =>
            {
                services.AddSingleton<RateLimiter>().AddSingleton<IdempotentWrites>().AddSingleton<ResponseCache>();
                services.AddSingleton<Readiness>();
                services.AddSingleton<BodyBudget>().AddSingleton<OneAtATime>().AddSingleton<WrongKeyThrottle>();
                services.AddSingleton<SecurityLog>().AddSingleton<OwnWriteThrottle>();
                services.AddPharosOpenApi();
            },
            Endpoints = app =>
            {
                app.MapHealth();
                app.MapOpenApiDocument("/openapi.json");
            },
        };
}
