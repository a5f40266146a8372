using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Demo;

/// <summary>
/// A recurring incident at the sample company. Each occurrence replaces <c>{region}</c>.
/// </summary>
/// <param name="Often">Relative frequency.</param>
/// <param name="Components">Names.</param>
/// <param name="Symptom">What customers notice.</param>
/// <param name="Cause">The cause that was found.</param>
/// <param name="Remedy">The fix in progress.</param>
/// <param name="Outcome">The situation after the fix.</param>
/// <param name="Lessons">Follow-up measures; only for incidents with a review.</param>
internal sealed record IncidentScenario(
    int Often,
    ComponentStatus Impact,
    string[] Components,
    string Title,
    string Symptom,
    string Cause,
    string Remedy,
    string Outcome,
    params string[] Lessons
);

/// <summary>Recurring maintenance at the sample company.</summary>
/// <param name="Hours">Planned duration.</param>
/// <param name="Interrupts">Whether customers notice; then the components are shown as under maintenance.</param>
/// <param name="Notice">Announcement of the work and its effects.</param>
/// <param name="Work">Text of an update during the work.</param>
/// <param name="Done">Text of the final update.</param>
internal sealed record MaintenanceScenario(
    int Hours,
    bool Interrupts,
    string[] Components,
    string Title,
    string Notice,
    string Work,
    string Done
);
