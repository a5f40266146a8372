using System.Globalization;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>Reads the inputs that creating and editing an integration have in common.</summary>
internal static class IntegrationFields
{
    /// <summary>The settings of the form for an integration of a type. Others than those of the form stay.</summary>
    public static IntegrationSettings Settings(IntegrationType type, Form form, IntegrationSettings before) =>
        before with
        {
            ChannelId = form["space"].Length == 0 ? 0 : Validate.IdText(form["space"], "settings.channel_id"),
            IntervalSeconds = type == IntegrationType.Heartbeat ? Interval(form) : null,
            Severity = type == IntegrationType.Heartbeat ? Selection.Of<EventStatus>(form, "severity") : null,
        };

    private static long? Interval(Form form)
    {
        var text = form["interval"].Trim();
        if (text.Length == 0)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw Errors.Invalid(Messages.OutOfRange, "settings.interval_seconds", 10, 604800);
    }
}
