namespace Pharos.Notifications;

/// <summary>
/// What one worker is sending, and its next item if that is already known. Other workers may take the next item.
/// </summary>
internal sealed class SendWorker
{
    private Following? following;
    private Work? work;
    private long begun;

    public Work Work => work!;

    /// <summary>When the current attempt began: a <see cref="TimeProvider"/> timestamp.</summary>
    public long Begun => Volatile.Read(ref begun);

    public void Begin(Work next, long at)
    {
        work = next;
        Volatile.Write(ref begun, at);
    }

    /// <summary>Sets the next item.</summary>
    public DeliveryWork Follow(DeliveryWork next)
    {
        Volatile.Write(ref following, new Following(Work, next));
        return next;
    }

    /// <summary>Takes the next item; null when another worker took it.</summary>
    public DeliveryWork? TakeNext() => Interlocked.Exchange(ref following, null)?.Next;

    /// <summary>Returns the next item to the queue, so that another worker sends it.</summary>
    public void GiveBack(SendQueue queue)
    {
        if (Interlocked.Exchange(ref following, null) is { } given)
            queue.PutBack(given.Next, given.Current);
    }

    private sealed record Following(Work Current, DeliveryWork Next);
}
