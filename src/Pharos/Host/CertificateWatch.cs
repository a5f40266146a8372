using System.Runtime.InteropServices;

namespace Pharos.Host;

/// <summary>
/// Takes up a renewed certificate: twice a minute, and at once on SIGHUP, which would otherwise end the process.
/// </summary>
internal sealed partial class CertificateWatch(
    ServerCertificate certificate,
    TimeProvider clock,
    ILogger<CertificateWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private string? lastFault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hangup = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                Log.HangUp(log);
                Check(isRequested: true);
            });
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Check(isRequested: false);
    }

    /// <summary>
    /// A fault is logged when it lasts for two checks: between the writing of the two files, they do not match.
    /// </summary>
    private void Check(bool isRequested)
    {
        lock (gate)
        {
            var (renewed, fault) = certificate.Reload();
            var end = renewed?.NotAfter.ToUniversalTime();
            if (end is not null)
                Log.Renewed(log, end.Value);
            else if (fault is not null && (isRequested || fault == lastFault))
                Log.Unusable(log, fault);
            lastFault = fault;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 140,
            Level = LogLevel.Information,
            Message = "The certificate was renewed, until {End:u}"
        )]
        public static partial void Renewed(ILogger log, DateTime end);

        [LoggerMessage(
            EventId = 141,
            Level = LogLevel.Warning,
            Message = "The certificate's files have changed and are unusable; the previous certificate stays ({Reason})"
        )]
        public static partial void Unusable(ILogger log, string reason);

        [LoggerMessage(EventId = 142, Level = LogLevel.Information, Message = "SIGHUP: reading the certificate again")]
        public static partial void HangUp(ILogger log);
    }
}
