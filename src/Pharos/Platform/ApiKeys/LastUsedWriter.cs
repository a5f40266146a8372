using Pharos.Platform.Sessions;

namespace Pharos.Platform.ApiKeys;

/// <summary>Writes when keys and sessions were last used, about once a minute and when the server stops.</summary>
internal sealed partial class LastUsedWriter(
    ApiKeyAuthenticator keys,
    SessionUses sessions,
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
            // Stopping: what is left is written below.
        }

        await Write(CancellationToken.None);
    }

    private async Task Write(CancellationToken cancel)
    {
        try
        {
            await keys.WriteLastUsed(cancel);
            await sessions.Write(cancel);
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
            Message = "When keys and sessions were last used could not be written ({Fault}); it will be tried again"
        )]
        public static partial void NotWritten(ILogger log, string fault);
    }
}
