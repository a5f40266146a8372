using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Heartbeats;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.SourceChanges;

namespace Pharos.OnCall.Intake;

/// <summary><c>/event/push/</c>: events in the formats of the senders. The key is in the address.</summary>
internal static class PushEndpoints
{
    public static void MapPushes(this IEndpointRouteBuilder app)
    {
        app.MapPost("/event/push/alert/{plugin}", PushAlert).WithDisplayName("POST /event/push/alert/{plugin}");
        app.MapMethods("/event/push/heartbeat", ["GET", "HEAD", "POST"], PushHeartbeat)
            .WithDisplayName("/event/push/heartbeat");
        app.MapPost("/event/push/change/standard", PushChange).WithDisplayName("POST /event/push/change/standard");
    }

    private static async Task PushAlert(HttpContext http, string plugin, PushIntake intake)
    {
        if (!PushFormats.ByName.TryGetValue(plugin, out var format))
            throw new ApiException(ErrorCode.RouteNotFound, new Message(Messages.RouteNotFound));
        ReadOnlyMemory<byte>? body = null;
        var key = Key(http);
        if (key is null && format.Type == IntegrationType.Pagerduty)
        {
            // PagerDuty's senders put the key into the body.
            body = await PushIntake.ReadBody(http);
            key = PagerDutyFormat.FindKey(body.Value.Span);
        }

        var integration = await intake.Authenticate(key, [format.Type], format.RetriesOnly5xx, http.RequestAborted);
        var payload = body ?? await PushIntake.ReadBody(http, PushIntake.MaxBodyBytes);
        var push = await intake.Take(
            integration,
            payload,
            read => PushIntake.Override(http, format.Parse(read, integration.Settings)),
            http.RequestAborted
        );
        if (format.Type == IntegrationType.Standard)
            await ApiResponse.Write(http, PushAlertResult.From(push));
        else
            await ApiResponse.Write(http, EmptyResponse.Instance);
    }

    private static async Task PushChange(HttpContext http, PushIntake intake, SourceChangeIntake changes)
    {
        var integration = await intake.Authenticate(
            Key(http),
            [IntegrationType.Change],
            retriesOnly5xx: false,
            http.RequestAborted
        );
        var payload = await PushIntake.ReadBody(http);
        await changes.Take(integration, ChangeFormat.Parse(payload), http.RequestAborted);
        await ApiResponse.Write(http, EmptyResponse.Instance);
    }

    private static async Task PushHeartbeat(HttpContext http, PushIntake intake, HeartbeatPings pings)
    {
        var integration = await intake.Authenticate(
            Key(http),
            [IntegrationType.Heartbeat],
            retriesOnly5xx: true,
            http.RequestAborted
        );
        await pings.Take(integration, null, http.RequestAborted);
        await ApiResponse.Write(http, EmptyResponse.Instance);
    }

    private static string? Key(HttpContext http) =>
        http.Request.Query["integration_key"] is [{ Length: > 0 } key] ? key : null;
}

/// <summary>The answer to a push of standard events.</summary>
/// <param name="AlertKey">The key of the event, or of the first of several.</param>
/// <param name="Rejected">What was wrong with the entries that were not accepted; absent if all were.</param>
public sealed record PushAlertResult(string? AlertKey, IReadOnlyList<RejectedItem>? Rejected)
{
    internal static PushAlertResult From(ParsedPush push) =>
        new(
            push.Events is [var first, ..] ? first.AlertKey : null,
            push.Rejected.Count == 0
                ? null
                : [.. push.Rejected.Select(r => new RejectedItem(r.Index, r.Reason.In(Language.English)))]
        );
}

/// <param name="Index">The position in the request, from 0.</param>
public sealed record RejectedItem(int Index, string Message);
