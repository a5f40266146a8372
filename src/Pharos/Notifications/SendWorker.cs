namespace Pharos.Notifications;

/// <summary>
/// What one worker is sending, and what it will send next where that is known already; other workers may take the
/// latter.
/// </summary>
internal sealed class SendWorker
{
    private Pair? behind;
    private Work? work;
    private long begun;

    public Work Work => work!;

    /// <summary>When the current attempt began, as a timestamp of the clock.</summary>
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

    /// <summary>What follows, unless another worker took it.</summary>
    public DeliveryWork? Behind() => Interlocked.Exchange(ref behind, null)?.Next;

    /// <summary>Returns what follows to the queue, so that another worker sends it.</summary>
    public void GiveBack(SendQueue waiting)
    {
        if (Interlocked.Exchange(ref behind, null) is { } pair)
            waiting.PutBack(pair.Next, pair.Current);
    }

    private sealed record Pair(Work Current, DeliveryWork Next);
}
