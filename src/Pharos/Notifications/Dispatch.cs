namespace Pharos.Notifications;

/// <summary>
/// What was claimed and is not under way yet. Hands it out in the order it came, but to no destination more at a time than its
/// share, and to one that was slow lately one at a time: it must hold up nobody else.
/// </summary>
/// <param name="connections">How many are under way at most, over all destinations.</param>
internal sealed class Dispatch(int connections, TimeProvider clock)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowFor = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly LinkedList<Work> waiting = [];
    private readonly Dictionary<string, Destination> destinations = new(StringComparer.Ordinal);
    private int underWay;

    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Those that should get no more for now.</summary>
    /// <param name="most">What one destination may have here, waiting and under way.</param>
    public IReadOnlyList<string> Full(int most)
    {
        lock (gate)
            return [.. destinations.Where(d => d.Value.Here >= (IsSlow(d.Value) ? 1 : most)).Select(d => d.Key)];
    }

    public void Add(Work work)
    {
        lock (gate)
        {
            Of(work.Destination).Here++;
            if (!work.IsUrgent)
                waiting.AddLast(work);
            else if (LastUrgent() is { } last)
                waiting.AddAfter(last, work);
            else
                waiting.AddFirst(work);
        }
    }

    /// <summary>The next to be sent; null when nothing may go out now.</summary>
    public Work? Take()
    {
        lock (gate)
        {
            if (underWay >= connections)
                return null;
            for (var node = waiting.First; node is not null; node = node.Next)
            {
                var destination = Of(node.Value.Destination);
                if (destination.UnderWay >= Share(destination))
                    continue;
                destination.UnderWay++;
                underWay++;
                waiting.Remove(node);
                return node.Value;
            }

            return null;
        }
    }

    /// <summary>
    /// What the sender of a mail may begin to send before the end of that mail; null when there is nothing, or when it is better left to
    /// other senders. Until then it takes no connection's place.
    /// </summary>
    public DeliveryWork? TakeBehind(Work current)
    {
        lock (gate)
        {
            // With little to do it goes out sooner on a connection of its own.
            if (waiting.Count <= connections || waiting.First?.Value is not DeliveryWork { IsMail: true } work || IsSlow(Of(current.Destination)))
                return null;
            var destination = Of(work.Destination);
            if (IsSlow(destination))
                return null;
            if (work.Destination != current.Destination)
            {
                if (destination.UnderWay >= Share(destination))
                    return null;
                destination.UnderWay++;
            }

            waiting.RemoveFirst();
            return work;
        }
    }

    /// <summary>What was to follow is free for others again.</summary>
    public void PutBack(Work behind, Work current)
    {
        lock (gate)
        {
            if (behind.Destination != current.Destination)
                Of(behind.Destination).UnderWay--;
            waiting.AddFirst(behind);
        }
    }

    /// <summary>It is sent, or not; another may go.</summary>
    /// <param name="took">How long the other side took.</param>
    /// <param name="behind">What <see cref="TakeBehind"/> gave and takes its place; null when there is none.</param>
    public void Done(Work work, TimeSpan took, Work? behind)
    {
        lock (gate)
        {
            var destination = Of(work.Destination);
            if (behind is null)
                underWay--;
            if (behind?.Destination != work.Destination)
                destination.UnderWay--;
            destination.Here--;
            if (took > Slow)
                destination.SlowUntil = clock.GetUtcNow() + SlowFor;
            if (destination.Here == 0 && !IsSlow(destination))
                destinations.Remove(work.Destination);
        }
    }

    /// <summary>Takes out all mails of events that wait.</summary>
    public List<DeliveryWork> WithdrawMail()
    {
        lock (gate)
        {
            var taken = waiting.OfType<DeliveryWork>().Where(w => w.IsMail).ToList();
            foreach (var work in taken)
            {
                waiting.Remove(work);
                Of(work.Destination).Here--;
            }

            return taken;
        }
    }

    /// <summary>What is urgent stands before all else, in the order it came.</summary>
    private LinkedListNode<Work>? LastUrgent()
    {
        LinkedListNode<Work>? last = null;
        for (var node = waiting.First; node is { Value.IsUrgent: true }; node = node.Next)
            last = node;
        return last;
    }

    private int Share(Destination destination) => IsSlow(destination) ? 1 : Math.Max(1, connections * 3 / 4);

    private bool IsSlow(Destination destination) => clock.GetUtcNow() < destination.SlowUntil;

    private Destination Of(string name)
    {
        if (!destinations.TryGetValue(name, out var destination))
            destinations.Add(name, destination = new Destination());
        return destination;
    }

    private sealed class Destination
    {
        public int Here { get; set; }
        public int UnderWay { get; set; }
        public DateTimeOffset SlowUntil { get; set; }
    }
}

/// <summary>Something to be sent.</summary>
/// <param name="Destination">What limits count by.</param>
/// <param name="IsUrgent">A person sits and waits for it.</param>
internal abstract record Work(string Destination, bool IsUrgent)
{
    /// <summary>Whether it goes by mail.</summary>
    public abstract bool IsMail { get; }
}
