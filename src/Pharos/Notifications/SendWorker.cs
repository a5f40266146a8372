namespace Pharos.Notifications;

/// <summary>
/// What one worker is sending, and its next item if that is already known. Other workers may take the next item.
/// </summary>
internal sealed class SendWorker
{
    private Pair? behind;
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

    public DeliveryWork Follow(DeliveryWork next)
    {
        Volatile.Write(ref behind, new Pair(Work, next));
        return next;
    }

    /// <summary>Takes the next item; null when another worker took it.</summary>
    public DeliveryWork? Behind() => Interlocked.Exchange(ref behind, null)?.Next;

    /// <summary>Returns the next item to the queue, so that another worker sends it.</summary>
    public void GiveBack(SendQueue waiting)
    {
        if (Interlocked.Exchange(ref behind, null) is { } pair)
            waiting.PutBack(pair.Next, pair.Current);
    }

    private sealed record Pair(Work Current, DeliveryWork Next);
}
