namespace Pharos.Kernel;

/// <summary>
/// A random generator with the same sequence at every run and on every version of .NET, which <see cref="Random"/> does
/// not guarantee: SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>From <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Between(int min, int max) => min + (int)(Next() % (ulong)(max - min + 1));

    public bool Chance(int percent) => Between(1, 100) <= percent;

    public T One<T>(IReadOnlyList<T> of) => of[Between(0, of.Count - 1)];

    public void Shuffle<T>(List<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Between(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
