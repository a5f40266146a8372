namespace Pharos.Kernel;

public static class Clock
{
    /// <summary>Now, in unix seconds.</summary>
    public static long Seconds(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeSeconds();
}
