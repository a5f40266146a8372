namespace Pharos.Database;

/// <summary>Listens to the other processes on the database for as long as the server runs.</summary>
internal sealed partial class Listening(IDatabase database, ResponseCache held, TimeProvider clock, ILogger<Listening> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await database.Listen(held, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Also where the server could not start: then the host would take this for a fault.
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                held.Deaf();
                Log.Deaf(log, fault.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 200, Level = LogLevel.Warning,
            Message = "The database does not answer ({Fault}): nothing is served from memory until it does")]
        public static partial void Deaf(ILogger log, string fault);
    }
}
