using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>Validates a severity that a member sets.</summary>
internal static class IncidentSeverityField
{
    /// <exception cref="ApiException">The severity is missing, or <see cref="EventStatus.Ok"/>.</exception>
    public static EventStatus Check(EventStatus? value, string field) =>
        Validate.Required(value, field) is not EventStatus.Ok and var severity
            ? severity
            : throw Errors.Invalid(OnCallMessages.SeverityNotOk, field);
}
