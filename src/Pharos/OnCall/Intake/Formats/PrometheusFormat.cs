using System.Text.Json;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// The webhook of Alertmanager 0.16 and later (version 4). Each alert counts by itself; the status of the group does
/// not matter.
/// </summary>
internal static class PrometheusFormat
{
    /// <exception cref="ApiException">The body is not a webhook of Alertmanager.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        if (!root.TryGet("alerts", out var alerts))
            throw Errors.Invalid(IntakeMessages.NotWebhookOf, "Alertmanager", "alerts");
        return Read(root, alerts);
    }

    /// <exception cref="ApiException">The alerts are not an array.</exception>
    public static ParsedPush Read(JsonElement root, JsonElement alerts)
    {
        if (alerts.ValueKind != JsonValueKind.Array)
            throw new ApiException(ErrorCode.InvalidParameter, JsonFields.WrongType("alerts", Messages.KindArray));
        var push = Entries.Read(alerts, "alerts", AlertmanagerAlert.MaxAlerts, AlertmanagerAlert.Read);
        return
            root.TryGet("truncatedAlerts", out var truncated)
            && truncated.ValueKind == JsonValueKind.Number
            && truncated.TryGetInt64(out var count)
            && count > 0
            ? push with
            {
                LeftOut = count,
            }
            : push;
    }
}
