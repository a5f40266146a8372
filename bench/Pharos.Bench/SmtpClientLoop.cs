using System.Globalization;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Bench;

/// <summary>
/// Sends the same emails to the same sink with the product's SMTP client only.
/// </summary>
internal static class SmtpClientLoop
{
    /// <returns>Processor time of this process per email, in microseconds.</returns>
    public static async Task<double> Run(int port, byte[] email, int emails, int connections)
    {
        var next = 0;
        var options = new EmailOptions
        {
            Host = "127.0.0.1",
            Port = port,
            Security = "none",
        };
        var before = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        await using var connection = await SmtpConnection.Open(
                            options,
                            "localhost",
                            CancellationToken.None
                        );
                        var ahead = Take();
                        while (ahead is { } envelope)
                        {
                            ahead = Take();
                            await connection.Send(envelope, email, () => ahead, CancellationToken.None);
                        }
                    })
                )
        );
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / emails;

        Envelope? Take() =>
            Interlocked.Increment(ref next) is var i && i <= emails
                ? new Envelope("status@localhost", string.Create(CultureInfo.InvariantCulture, $"{i}@example.org"))
                : null;
    }
}
