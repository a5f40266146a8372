namespace Pharos.Storage;

/// <summary>Wakes the delivery loop: after a commit that left something to send, or when senders run out of work.</summary>
public sealed class DeliverySignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0);
    private int isSet;

    public void Set()
    {
        if (Interlocked.Exchange(ref isSet, 1) == 0)
            semaphore.Release();
    }

    /// <summary>Called before looking for work, so that a later <see cref="Set"/> causes another look.</summary>
    public void Reset() => Interlocked.Exchange(ref isSet, 0);

    public Task Wait(CancellationToken cancel) => semaphore.WaitAsync(cancel);

    public void Dispose() => semaphore.Dispose();
}
