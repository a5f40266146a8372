using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>The steps of a change to the monitored systems. Senders may leave steps out.</summary>
[PascalWireNames]
public enum ChangeStatus
{
    Planned,
    Ready,
    Processing,
    Canceled,
    Done,
}
