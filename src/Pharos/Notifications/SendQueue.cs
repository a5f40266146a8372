namespace Pharos.Notifications;

/// <summary>
/// Claimed items that are not being sent yet, in order of arrival. A destination gets no more connections than its
/// share, and only one if it was recently slow, so that it cannot delay others.
/// </summary>
/// <param name="connections">Maximum concurrent attempts, over all destinations.</param>
internal sealed class SendQueue(int connections, TimeProvider clock)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowFor = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly LinkedList<Work> waiting = [];
    private readonly Dictionary<string, Destination> destinations = new(StringComparer.Ordinal);
    private int active;

    public int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Destinations that nothing more should be claimed for now.</summary>
    /// <param name="max">Maximum items per destination, waiting and being sent.</param>
    public IReadOnlyList<string> Full(int max)
    {
        lock (gate)
            return [.. destinations.Where(d => d.Value.Total >= (IsSlow(d.Value) ? 1 : max)).Select(d => d.Key)];
    }

    public void Add(Work work)
    {
        lock (gate)
        {
            Of(work.Destination).Total++;
            if (!work.IsUrgent)
                waiting.AddLast(work);
            else if (LastUrgent() is { } last)
                waiting.AddAfter(last, work);
            else
                waiting.AddFirst(work);
        }
    }

    /// <summary>Takes the next item to send; null when nothing may be sent now.</summary>
    public Work? Take()
    {
        lock (gate)
        {
            if (active >= connections)
                return null;
            for (var node = waiting.First; node is not null; node = node.Next)
            {
                var destination = Of(node.Value.Destination);
                if (destination.Active >= Share(destination))
                    continue;
                destination.Active++;
                active++;
                waiting.Remove(node);
                return node.Value;
            }

            return null;
        }
    }

    /// <summary>
    /// Takes an email whose envelope may follow the current one on the same connection (SMTP pipelining), so it does
    /// not count as another connection. Null when there is no such email, or when it is better left to other workers.
    /// </summary>
    public DeliveryWork? TakeNext(Work current)
    {
        lock (gate)
        {
            // While the queue is short, the email is sent sooner on another connection.
            if (
                waiting.Count <= connections
                || waiting.First?.Value is not DeliveryWork { IsEmail: true } work
                || IsSlow(Of(current.Destination))
            )
                return null;
            var destination = Of(work.Destination);
            if (IsSlow(destination))
                return null;
            if (work.Destination != current.Destination)
            {
                if (destination.Active >= Share(destination))
                    return null;
                destination.Active++;
            }

            waiting.RemoveFirst();
            return work;
        }
    }

    /// <summary>Returns the item taken to follow the current one.</summary>
    public void PutBack(Work next, Work current)
    {
        lock (gate)
        {
            if (next.Destination != current.Destination)
                Of(next.Destination).Active--;
            waiting.AddFirst(next);
        }
    }

    /// <summary>Ends an attempt, whatever its outcome.</summary>
    /// <param name="took">How long the attempt took.</param>
    /// <param name="next">
    /// The item from <see cref="TakeNext"/>, sent next on the same connection; null without one.
    /// </param>
    public void Done(Work work, TimeSpan took, Work? next)
    {
        lock (gate)
        {
            var destination = Of(work.Destination);
            if (next is null)
                active--;
            if (next?.Destination != work.Destination)
                destination.Active--;
            destination.Total--;
            if (took > Slow)
                destination.SlowUntil = clock.GetUtcNow() + SlowFor;
            if (destination.Total == 0 && !IsSlow(destination))
                destinations.Remove(work.Destination);
        }
    }

    /// <summary>Removes and returns all waiting emails that are not urgent.</summary>
    public List<DeliveryWork> WithdrawEmails()
    {
        lock (gate)
        {
            var taken = waiting.OfType<DeliveryWork>().Where(w => w.IsEmail).ToList();
            foreach (var work in taken)
            {
                waiting.Remove(work);
                Of(work.Destination).Total--;
            }

            return taken;
        }
    }

    /// <summary>Urgent items precede all others, in order of arrival.</summary>
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
        public int Total { get; set; }
        public int Active { get; set; }
        public DateTimeOffset SlowUntil { get; set; }
    }
}
