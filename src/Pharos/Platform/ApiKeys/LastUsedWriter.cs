using Pharos.Platform.Sessions;

namespace Pharos.Platform.ApiKeys;

/// <summary>
/// Writes when keys and sessions were last used, and which have expired, about once a minute and on shutdown.
/// </summary>
internal sealed partial class LastUsedWriter(
    ApiKeyAuthenticator keys,
    SessionUses sessions,
    Expiry expiry,
    TimeProvider clock,
    ILogger<LastUsedWriter> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Write(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping; the last batch is written below.
        }

        await Write(CancellationToken.None);
    }

    private async Task Write(CancellationToken cancel)
    {
        try
        {
            await keys.WriteLastUsed(cancel);
            await sessions.Write(cancel);
            await expiry.Apply(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotWritten(log, fault.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 110,
            Level = LogLevel.Warning,
            Message = "Writing last-used times of keys and sessions failed ({Fault}); retrying"
        )]
        public static partial void NotWritten(ILogger log, string fault);
    }
}
