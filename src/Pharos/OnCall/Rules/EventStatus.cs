using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>
/// The status of an event, an alert or an incident as its source reports it. The first three are also severities, in
/// falling order.
/// </summary>
[PascalWireNames]
public enum EventStatus
{
    Critical,
    Warning,
    Info,

    /// <summary>Recovered.</summary>
    Ok,
}
