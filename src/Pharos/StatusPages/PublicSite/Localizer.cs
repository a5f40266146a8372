using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite;

/// <summary>The public site's texts in one language.</summary>
public sealed class Localizer(Language language)
{
    public Language Language => language;

    public string this[TextKey key] => key.In(language);

    public string Fill(TextKey1 key, object arg) =>
        key.Format(CultureInfo.InvariantCulture, language, HumanText.Isolate(arg));

    public string Fill(TextKey2 key, object arg0, object arg1) =>
        key.Format(CultureInfo.InvariantCulture, language, HumanText.Isolate(arg0), HumanText.Isolate(arg1));

    public string Fill(TextKey3 key, object arg0, object arg1, object arg2) =>
        key.Format(
            CultureInfo.InvariantCulture,
            language,
            HumanText.Isolate(arg0),
            HumanText.Isolate(arg1),
            HumanText.Isolate(arg2)
        );

    public string Text(OverallState state) =>
        this[
            state switch
            {
                OverallState.Operational => SiteTexts.OverallOperational,
                OverallState.Maintenance => SiteTexts.OverallMaintenance,
                OverallState.Degraded => SiteTexts.OverallDegraded,
                OverallState.PartlyOut => SiteTexts.OverallPartlyOut,
                OverallState.Out => SiteTexts.OverallOut,
                _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
            }
        ];

    public string Text(ComponentStatus status) =>
        this[
            status switch
            {
                ComponentStatus.Operational => SiteTexts.ComponentOperational,
                ComponentStatus.Degraded => SiteTexts.ComponentDegraded,
                ComponentStatus.PartialOutage => SiteTexts.ComponentPartialOutage,
                ComponentStatus.FullOutage => SiteTexts.ComponentFullOutage,
                ComponentStatus.UnderMaintenance => SiteTexts.ComponentUnderMaintenance,
                _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
            }
        ];

    public string Text(ChangeStatus status) =>
        this[
            status switch
            {
                ChangeStatus.Investigating => SiteTexts.ChangeInvestigating,
                ChangeStatus.Identified => SiteTexts.ChangeIdentified,
                ChangeStatus.Monitoring => SiteTexts.ChangeMonitoring,
                ChangeStatus.Resolved => SiteTexts.ChangeResolved,
                ChangeStatus.Scheduled => SiteTexts.ChangeScheduled,
                ChangeStatus.Ongoing => SiteTexts.ChangeOngoing,
                ChangeStatus.Completed => SiteTexts.ChangeCompleted,
                _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
            }
        ];

    public string Text(ChangeType type) =>
        this[
            type switch
            {
                ChangeType.Incident => SiteTexts.TypeIncident,
                ChangeType.Maintenance => SiteTexts.TypeMaintenance,
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
            }
        ];

    /// <summary>The duration between two times that are shown in minutes, consistent with the times shown.</summary>
    public string Duration(long from, long to) => Duration(((to / 60) - (from / 60)) * 60);

    /// <summary>Such as <c>34 minutes</c> or <c>2 hours 5 minutes</c>.</summary>
    public string Duration(long seconds) => Durations.InWords(seconds, language);

    /// <summary>Such as <c>99.91%</c>; never rounded up to 100.</summary>
    public string Percent(double share) =>
        (share >= 1 ? "100" : (Math.Floor(share * 10000) / 100).ToString("0.00", CultureInfo.InvariantCulture)) + "%";
}
