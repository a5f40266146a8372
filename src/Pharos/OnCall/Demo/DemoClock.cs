namespace Pharos.OnCall.Demo;

/// <summary>The clock of the made-up week: it shows the time of the step that is being played.</summary>
internal sealed class DemoClock(long seconds) : TimeProvider
{
    /// <summary>Unix seconds.</summary>
    public long Now { get; set; } = seconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Now);
}
