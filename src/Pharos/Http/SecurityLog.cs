using Pharos.Http.RateLimiting;

namespace Pharos.Http;

/// <summary>What a client was refused that may be an attack. The names appear in the log.</summary>
internal enum SecurityEvent
{
    SignInFailed,
    SignInBlocked,
    SecondFactorFailed,
    SecondFactorBlocked,
    PasswordPromptFailed,
    PasswordPromptBlocked,
    ApiKeyRejected,
    SetUpCodeWrong,
    SetUpBlocked,
    SubscriptionRefused,
    BounceSignatureWrong,
}

/// <summary>
/// Logs refused attempts with the client's address, for tools such as fail2ban. Limited per client and per kind, so
/// that an attacker cannot fill the log: each line says how many events of its kind were left out.
/// </summary>
internal sealed partial class SecurityLog(TimeProvider clock, ILogger<SecurityLog> log)
{
    /// <summary>Lines of one kind per minute, for all clients.</summary>
    public const int MostPerKind = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Throttle clients = new(1, Window, clock);
    private readonly Throttle kinds = new(MostPerKind, Window, clock);
    private readonly int[] unlogged = new int[Enum.GetValues<SecurityEvent>().Length];

    public void Note(SecurityEvent kind, HttpContext http)
    {
        var (client, name) = (ClientAddress.Read(http), kind.ToString());
        if (clients.Take($"{name} {ClientAddress.ThrottleKey(http)}") is not null || kinds.Take(name) is not null)
        {
            Interlocked.Increment(ref unlogged[(int)kind]);
            return;
        }

        Log.Refused(log, name, client, Interlocked.Exchange(ref unlogged[(int)kind], 0));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 102,
            Level = LogLevel.Warning,
            Message = "{Kind} from {Client} ({Unlogged} more since the last such line)"
        )]
        public static partial void Refused(ILogger log, string kind, string client, int unlogged);
    }
}
