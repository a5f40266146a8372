using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Heartbeats;
using Pharos.OnCall.Intake.Integrations;

namespace Pharos.OnCall.Intake;

/// <summary>
/// Opsgenie's Alert API and the ping of its heartbeats at their own paths, with their own answers. The integration key
/// takes the place of the API key: <c>Authorization: GenieKey …</c>
/// </summary>
internal static class OpsgenieEndpoints
{
    private const string Scheme = "GenieKey ";

    private static readonly (string Path, ActionKind Kind)[] Actions =
    [
        ("acknowledge", ActionKind.Acknowledge),
        ("unacknowledge", ActionKind.Unacknowledge),
        ("close", ActionKind.Close),
        ("notes", ActionKind.Comment),
    ];

    public static void MapOpsgenie(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v2/alerts", Create).WithDisplayName("POST /v2/alerts");
        foreach (var (path, kind) in Actions)
            app.MapPost($"/v2/alerts/{{identifier}}/{path}", (HttpContext http, string identifier, PushIntake intake) =>
                    Act(http, identifier, kind, intake)
                )
                .WithDisplayName($"POST /v2/alerts/{{identifier}}/{path}");
        app.MapMethods("/v2/heartbeats/{name}/ping", ["GET", "HEAD", "POST", "PUT", "PATCH"], Ping)
            .WithDisplayName("/v2/heartbeats/{name}/ping");
    }

    private static Task Create(HttpContext http, PushIntake intake) => Answer(http, async () =>
        {
            var integration = await Authenticate(http, intake, [IntegrationType.Opsgenie]);
            var payload = await PushIntake.ReadBody(http);
            await intake.Accept(integration, OpsgenieFormat.ParseCreate(payload), payload, http.RequestAborted);
            return OpsgenieAccepted.Processed;
        });

    private static Task Act(HttpContext http, string identifier, ActionKind kind, PushIntake intake) =>
        Answer(http, async () =>
        {
            var integration = await Authenticate(http, intake, [IntegrationType.Opsgenie]);
            var payload = await PushIntake.ReadBody(http);
            string? type = http.Request.Query["identifierType"];
            await intake.Accept(
                integration,
                OpsgenieFormat.ParseAction(kind, identifier, type, payload),
                payload,
                http.RequestAborted
            );
            return OpsgenieAccepted.Processed;
        });

    private static Task Ping(HttpContext http, string name, PushIntake intake, HeartbeatPings pings) =>
        Answer(http, async () =>
        {
            // An Opsgenie key is for all heartbeats of an account, so the name selects the integration.
            var integration = await Authenticate(http, intake, [IntegrationType.Opsgenie, IntegrationType.Heartbeat]);
            await pings.Take(integration, name, http.RequestAborted);
            return OpsgenieAccepted.Pong;
        });

    private static async Task<Integration> Authenticate(
        HttpContext http,
        PushIntake intake,
        IReadOnlyList<IntegrationType> types
    )
    {
        var header = http.Request.Headers.Authorization.ToString();
        var key = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        if (string.IsNullOrEmpty(key))
            throw Errors.Unauthorized();
        return await intake.Authenticate(key, types, retriesOnly5xx: false, http.RequestAborted);
    }

    private static Task Answer(HttpContext http, Func<Task<string>> accept)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var start = clock.GetTimestamp();
        double Took() => Math.Round(clock.GetElapsedTime(start).TotalSeconds, 3);
        return ForeignAnswer.Write(
            http,
            async () =>
            {
                var result = await accept();
                return (StatusCodes.Status202Accepted, new OpsgenieAccepted(result, Took(), RequestId.From(http)));
            },
            error => (OpsgenieError.HttpStatus(error), OpsgenieError.From(error, Took(), RequestId.From(http)))
        );
    }
}
