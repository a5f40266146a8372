namespace Pharos.Kernel;

public static class Clock
{
    /// <summary>The current time in unix seconds.</summary>
    public static long Seconds(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeSeconds();
}
