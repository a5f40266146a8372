namespace Pharos.Database;

/// <summary>Invalidates cached versions when another process on the database commits a write.</summary>
internal sealed partial class InvalidationListener(
    IDatabase database,
    CacheVersions versions,
    TimeProvider clock,
    ILogger<InvalidationListener> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await database.Listen(versions, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Not rethrown: while the server fails to start, the host would report the cancellation as a crash.
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                versions.Disconnected();
                Log.Disconnected(log, fault.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 200,
            Level = LogLevel.Warning,
            Message = "Lost the connection that announces writes ({Fault}); versions are not cached until it is back"
        )]
        public static partial void Disconnected(ILogger log, string fault);
    }
}
