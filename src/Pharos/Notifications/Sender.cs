namespace Pharos.Notifications;

/// <summary>What one sender is at, and what it is to send next where that is known already. The latter others may take from it.</summary>
internal sealed class Sender
{
    private Pair? behind;
    private Work? work;
    private long begun;

    public Work Work => work!;

    /// <summary>When it began, as a timestamp of the clock.</summary>
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

    /// <summary>What follows, unless it was taken away.</summary>
    public DeliveryWork? Behind() => Interlocked.Exchange(ref behind, null)?.Next;

    /// <summary>Takes away what follows, so that another sends it.</summary>
    public void GiveBack(Dispatch waiting)
    {
        if (Interlocked.Exchange(ref behind, null) is { } pair)
            waiting.PutBack(pair.Next, pair.Current);
    }

    private sealed record Pair(Work Current, DeliveryWork Next);
}
