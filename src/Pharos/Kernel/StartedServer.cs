namespace Pharos.Kernel;

/// <summary>Lets background work begin once the server listens, so that it does not delay the first response.</summary>
internal static class StartedServer
{
    /// <summary>Completes when the server has started, or when it stops before that.</summary>
    public static async Task WaitForStart(this IHostApplicationLifetime lifetime, CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
        await started.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
