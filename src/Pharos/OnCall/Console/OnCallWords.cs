using Microsoft.AspNetCore.Components;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web.Design;

namespace Pharos.OnCall.Console;

/// <summary>The words, shapes and colours of severities and states in the console.</summary>
internal static class OnCallWords
{
    public static TextKey Text(EventStatus severity) =>
        severity switch
        {
            EventStatus.Critical => OnCallTexts.SeverityCritical,
            EventStatus.Warning => OnCallTexts.SeverityWarning,
            EventStatus.Info => OnCallTexts.SeverityInfo,
            _ => OnCallTexts.SeverityOk,
        };

    public static TextKey Text(IncidentProgress progress) =>
        progress switch
        {
            IncidentProgress.Triggered => OnCallTexts.ProgressTriggered,
            IncidentProgress.Processing => OnCallTexts.ProgressProcessing,
            _ => OnCallTexts.ProgressClosed,
        };

    public static TextKey Text(ChangeStatus status) =>
        status switch
        {
            ChangeStatus.Planned => OnCallTexts.ChangePlanned,
            ChangeStatus.Ready => OnCallTexts.ChangeReady,
            ChangeStatus.Processing => OnCallTexts.ChangeProcessing,
            ChangeStatus.Canceled => OnCallTexts.ChangeCanceled,
            _ => OnCallTexts.ChangeDone,
        };

    /// <summary>The class that sets the colours of a severity.</summary>
    public static string Colour(EventStatus severity) =>
        severity switch
        {
            EventStatus.Critical => "full",
            EventStatus.Warning => "degraded",
            EventStatus.Info => "maintenance",
            _ => "operational",
        };

    public static MarkupString Icon(EventStatus severity) =>
        severity == EventStatus.Info
            ? new MarkupString("<svg class=\"icon maintenance\" aria-hidden=\"true\"><use href=\"#i-quiet\"/></svg>")
            : StateIcon.For(Colour(severity));

    /// <summary>The severities that a member can choose.</summary>
    public static IReadOnlyList<EventStatus> Severities { get; } =
    [EventStatus.Critical, EventStatus.Warning, EventStatus.Info];
}
