using Pharos.Kernel;

namespace Pharos.Http.RateLimiting;

/// <summary>
/// Counts tries by name: so many, then none until the window that the first of them opened has passed. A try counts
/// before it is known to have failed, so many at once are no way around it.
/// </summary>
internal sealed class Throttle(int most, TimeSpan window, TimeProvider clock)
{
    private const int MostKept = 50_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Tries> tries = new(StringComparer.Ordinal);

    /// <summary>Takes a try. Null when it may go on, else when it is worth coming back, in unix seconds.</summary>
    public long? Take(string name)
    {
        var now = clock.Seconds();
        lock (gate)
        {
            if (!tries.TryGetValue(name, out var mine) || mine.Until <= now)
            {
                MakeRoom(now);
                tries[name] = mine = new Tries(now + (long)window.TotalSeconds);
            }

            if (mine.Count >= most)
                return mine.Until;
            mine.Count++;
            return null;
        }
    }

    /// <summary>Gives a try back: it did not fail.</summary>
    public void GiveBack(string name)
    {
        lock (gate)
        {
            if (tries.TryGetValue(name, out var mine) && --mine.Count <= 0)
                tries.Remove(name);
        }
    }

    /// <summary>Bounds the memory: drops what has passed and, when that is not enough, the oldest half.</summary>
    private void MakeRoom(long now)
    {
        if (tries.Count < MostKept)
            return;
        foreach (var name in tries.Where(t => t.Value.Until <= now).Select(t => t.Key).ToList())
            tries.Remove(name);
        if (tries.Count < MostKept)
            return;
        foreach (var name in tries.OrderBy(t => t.Value.Until).Take(MostKept / 2).Select(t => t.Key).ToList())
            tries.Remove(name);
    }

    private sealed class Tries(long until)
    {
        public readonly long Until = until;
        public int Count;
    }
}
