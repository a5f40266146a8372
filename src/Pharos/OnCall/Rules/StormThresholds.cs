namespace Pharos.OnCall.Rules;

/// <summary>Numbers of alerts in an incident that raise a storm warning.</summary>
public static class StormThresholds
{
    /// <summary>The smallest threshold, in alerts.</summary>
    public const int Min = 2;

    /// <summary>The largest threshold, in alerts.</summary>
    public const int Max = 10_000;

    /// <summary>
    /// The thresholds that an incident reaches when alerts join, in ascending order. Each threshold is reached once:
    /// the alerts that an incident had before already counted.
    /// </summary>
    /// <param name="thresholds">In any order.</param>
    /// <param name="before">The number of alerts before.</param>
    /// <param name="after">The number of alerts now.</param>
    public static IReadOnlyList<int> Reached(IReadOnlyList<int> thresholds, int before, int after)
    {
        List<int>? reached = null;
        foreach (var threshold in thresholds)
        {
            if (before < threshold && threshold <= after)
                (reached ??= []).Add(threshold);
        }

        reached?.Sort();
        return reached ?? (IReadOnlyList<int>)[];
    }
}
