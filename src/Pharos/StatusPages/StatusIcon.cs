using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages;

/// <summary>Names of the icons of <see cref="Web.Design.StateIcon"/>, by status.</summary>
internal static class StatusIcon
{
    public static string Name(ComponentStatus status) =>
        status switch
        {
            ComponentStatus.Degraded => "degraded",
            ComponentStatus.PartialOutage => "partial",
            ComponentStatus.FullOutage => "full",
            ComponentStatus.UnderMaintenance => "maintenance",
            _ => "operational",
        };

    public static string Name(OverallState state) =>
        state switch
        {
            OverallState.Degraded => "degraded",
            OverallState.PartlyOut => "partial",
            OverallState.Out => "full",
            OverallState.Maintenance => "maintenance",
            _ => "operational",
        };

    /// <summary>The icon of a change, by the worst component status it caused.</summary>
    public static string Name(ChangeType type, ComponentStatus worst) =>
        type == ChangeType.Maintenance ? "maintenance"
        : worst == ComponentStatus.Operational ? "quiet"
        : Name(worst);
}
