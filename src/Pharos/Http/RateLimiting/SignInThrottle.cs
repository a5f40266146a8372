using Pharos.Kernel;

namespace Pharos.Http.RateLimiting;

/// <summary>An attempt to sign in.</summary>
/// <param name="Address">The email address as stored, known or not.</param>
/// <param name="Client">See <see cref="ClientAddress.ThrottleKey(HttpContext)"/>.</param>
/// <param name="Network">See <see cref="ClientAddress.Network"/>.</param>
/// <param name="Browser">
/// The ID of the browser if someone has signed in there with this email address before; null otherwise.
/// </param>
internal sealed record SignInAttempt(string Address, string Client, string Network, string? Browser);

/// <summary>
/// Limits password guessing, at sign-in and at later password prompts. Counts per email address and network, so that
/// strangers cannot block the address for its owner; per client, for clients that try many addresses; and separately
/// per browser in which the owner has signed in before, so that other people's attempts do not count there. Counts
/// addresses whether or not they are known, so that the response does not reveal which exist. In memory: each node
/// counts separately.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    public const int MostByAddress = 5;
    public const int MostByClient = 20;

    /// <summary>Attempts on an address from all networks, after which more are delayed but not refused.</summary>
    public const int MostUndelayed = 100;

    /// <summary>Attempts that wait at the same time, for all addresses.</summary>
    private const int MostDelayed = 200;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);

    private readonly Throttle addresses = new(MostByAddress, Window, clock);
    private readonly Throttle clients = new(MostByClient, Window, clock);
    private readonly Throttle browsers = new(MostByAddress, Window, clock);
    private readonly Throttle prompts = new(MostByAddress, Window, clock);
    private readonly Throttle everywhere = new(MostUndelayed, Window, clock);
    private int delayed;

    /// <summary>Returns null if the password may be tried; otherwise the unix seconds of the next attempt.</summary>
    public long? Take(SignInAttempt attempt)
    {
        if (attempt.Browser is not null)
            return browsers.Take(BrowserKey(attempt));
        if (clients.Take(attempt.Client) is { } later)
            return later;
        if (addresses.Take(AddressKey(attempt)) is not { } until)
            return null;
        clients.GiveBack(attempt.Client);
        return until;
    }

    /// <summary>
    /// Delays an attempt on an address that is being guessed from many networks. Browsers of its owner do not wait.
    /// </summary>
    /// <exception cref="ApiException">Too many attempts wait already.</exception>
    public async Task DelayIfGuessed(SignInAttempt attempt, CancellationToken cancel)
    {
        if (attempt.Browser is not null || everywhere.Take(attempt.Address) is null)
            return;
        try
        {
            if (Interlocked.Increment(ref delayed) > MostDelayed)
                throw Errors.Busy((int)Delay.TotalSeconds);
            await Task.Delay(Delay, clock, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref delayed);
        }
    }

    /// <summary>
    /// Gives back this attempt only. Earlier failures still count, because the address can belong to a member of
    /// another account.
    /// </summary>
    public void GiveBack(SignInAttempt attempt)
    {
        if (attempt.Browser is not null)
        {
            browsers.GiveBack(BrowserKey(attempt));
            return;
        }

        addresses.GiveBack(AddressKey(attempt));
        clients.GiveBack(attempt.Client);
    }

    /// <summary>Counts a code of the second step; the second factor itself counts per member.</summary>
    public long? TakeCode(SignInAttempt attempt) =>
        attempt.Browser is null ? clients.Take(attempt.Client) : browsers.Take(BrowserKey(attempt));

    public void GiveBackCode(SignInAttempt attempt)
    {
        if (attempt.Browser is null)
            clients.GiveBack(attempt.Client);
        else
            browsers.GiveBack(BrowserKey(attempt));
    }

    /// <summary>
    /// Counts a password typed in a session. Per session, so that a stolen one cannot block the member's own.
    /// </summary>
    public long? TakePrompt(string sessionId) => prompts.Take(sessionId);

    public void GiveBackPrompt(string sessionId) => prompts.GiveBack(sessionId);

    private static string AddressKey(SignInAttempt attempt) => $"{attempt.Network} {attempt.Address}";

    private static string BrowserKey(SignInAttempt attempt) => $"{attempt.Browser} {attempt.Address}";
}
