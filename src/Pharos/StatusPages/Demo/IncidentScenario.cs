using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Demo;

/// <summary>
/// Something that goes wrong now and then at the sample company. <c>{region}</c> is filled in anew each time.
/// </summary>
/// <param name="Often">How many times it is in the deck that a year is dealt from.</param>
/// <param name="Components">By name.</param>
/// <param name="Symptom">What customers notice.</param>
/// <param name="Cause">What it turned out to be.</param>
/// <param name="Remedy">What is being done.</param>
/// <param name="Outcome">How things are afterwards.</param>
/// <param name="Lessons">What changes because of it; given for those that deserve a review.</param>
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

/// <summary>Work that is announced and done at the sample company.</summary>
/// <param name="Hours">How long it is planned to take.</param>
/// <param name="Interrupts">Whether customers notice, and the components show it.</param>
/// <param name="Notice">What is going to be done, and what customers will notice.</param>
/// <param name="Work">What is being done.</param>
/// <param name="Done">How it went.</param>
internal sealed record MaintenanceScenario(
    int Hours,
    bool Interrupts,
    string[] Components,
    string Title,
    string Notice,
    string Work,
    string Done
);
