using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.SourceChanges;

namespace Pharos.OnCall.Intake;

/// <summary>
/// PagerDuty's Events API at its own paths, with its own answers, so that a sender only needs another address. The
/// integration key takes the place of the routing key.
/// </summary>
internal static class PagerDutyEndpoints
{
    public static void MapPagerDuty(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v2/enqueue", Enqueue).WithDisplayName("POST /v2/enqueue");
        app.MapPost("/v2/change/enqueue", EnqueueChange).WithDisplayName("POST /v2/change/enqueue");
        app.MapPost("/generic/2010-04-15/create_event.json", CreateEvent)
            .WithDisplayName("POST /generic/2010-04-15/create_event.json");
    }

    private static Task Enqueue(HttpContext http, PushIntake intake) => Answer(http, async () =>
        {
            var push = await Accept(http, intake, PagerDutyV2Format.Parse);
            return (StatusCodes.Status202Accepted, new PagerDutyV2Accepted(Key(push)));
        });

    private static Task CreateEvent(HttpContext http, PushIntake intake) => Answer(http, async () =>
        {
            var push = await Accept(http, intake, PagerDutyV1Format.Parse);
            return (StatusCodes.Status200OK, new PagerDutyV1Accepted(Key(push)));
        });

    private static Task EnqueueChange(HttpContext http, PushIntake intake, SourceChangeIntake changes) =>
        Answer(http, async () =>
        {
            var (integration, payload) = await Authenticate(http, intake);
            await changes.Take(integration, PagerDutyChangeFormat.Parse(payload), http.RequestAborted);
            return (StatusCodes.Status202Accepted, new PagerDutyChangeAccepted());
        });

    private static async Task<ParsedPush> Accept(
        HttpContext http,
        PushIntake intake,
        Func<ReadOnlyMemory<byte>, ParsedPush> parse
    )
    {
        var (integration, payload) = await Authenticate(http, intake);
        var push = parse(payload);
        await intake.Accept(integration, push, payload, http.RequestAborted);
        return push;
    }

    private static async Task<(Integration Integration, ReadOnlyMemory<byte> Payload)> Authenticate(
        HttpContext http,
        PushIntake intake
    )
    {
        var payload = await PushIntake.ReadBody(http);
        var key = PagerDutyFormat.FindKey(payload.Span);
        IntegrationType[] types = [IntegrationType.Pagerduty];
        return (await intake.Authenticate(key, types, retriesOnly5xx: false, http.RequestAborted), payload);
    }

    private static string Key(ParsedPush push) =>
        push.Events is [var one, ..] ? one.AlertKey
        : push.Actions is [var action, ..] ? action.Alert.Value
        : "";

    private static Task Answer(HttpContext http, Func<Task<(int Status, object Body)>> accept) =>
        ForeignAnswer.Write(http, accept, error => (error.Code.HttpStatus(), PagerDutyError.From(error)));
}
