namespace Pharos.OnCall.Incidents.Search;

/// <summary>The numbers of incidents in SQLite's index: the second of their start, then a count within it.</summary>
internal static class SearchIds
{
    /// <summary>The bits of the count.</summary>
    public const int Bits = 28;

    public const long PerSecond = 1L << Bits;

    /// <summary>The largest second that leaves room for the count.</summary>
    private const long MaxSecond = (1L << (62 - Bits)) - 1;

    /// <summary>A second that fits, in the same order.</summary>
    public static long Clamp(long second) => Math.Clamp(second, 0, MaxSecond);

    public static long First(long second) => Clamp(second) << Bits;

    public static long Last(long second) => First(second) + PerSecond - 1;

    public static long SecondOf(long searchId) => searchId >> Bits;
}
