using System.Threading.Channels;

namespace Pharos.Database;

/// <summary>
/// Wakes a loop that waits for work. However often it is set while the loop works, the loop runs once more.
/// </summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Set() => set.Writer.TryWrite(true);

    /// <summary>Returns at once if the signal was set since the last wait.</summary>
    public Task Wait(CancellationToken cancel) => set.Reader.ReadAsync(cancel).AsTask();
}
