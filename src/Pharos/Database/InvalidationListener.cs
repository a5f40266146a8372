namespace Pharos.Database;

/// <summary>Invalidates cached responses when another process on the database commits a write.</summary>
internal sealed partial class InvalidationListener(
    IDatabase database,
    ResponseCache responses,
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
                await database.Listen(responses, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Rethrowing would make the host log a crash if the server fails to start.
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                responses.Disconnected();
                Log.Disconnected(log, exception.GetType().Name);
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
            Message = "Lost the database connection for cache invalidation ({Reason}); caching is off until it is back"
        )]
        public static partial void Disconnected(ILogger log, string reason);
    }
}
