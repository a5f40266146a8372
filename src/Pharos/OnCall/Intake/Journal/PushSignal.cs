using Pharos.Database;

namespace Pharos.OnCall.Intake.Journal;

/// <summary>Wakes the processor when pushes were stored.</summary>
internal sealed class PushSignal
{
    private readonly WakeSignal stored = new();

    public void Set() => stored.Set();

    public Task Wait(CancellationToken cancel) => stored.Wait(cancel);
}
