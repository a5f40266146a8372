namespace Pharos.Http.RateLimiting;

/// <summary>
/// Limits password guessing, at sign-in and at later password prompts. Counts per address, known or not, so that the
/// response does not reveal which addresses exist, and per client, for clients that try many addresses. In memory: each
/// node counts separately.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    public const int MostByAddress = 5;
    public const int MostByClient = 20;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Throttle addresses = new(MostByAddress, Window, clock);
    private readonly Throttle clients = new(MostByClient, Window, clock);

    /// <summary>Returns null if the password may be tried; otherwise the unix seconds of the next attempt.</summary>
    public long? Take(string address, string client)
    {
        if (clients.Take(client) is { } later)
            return later;
        if (addresses.Take(address) is not { } until)
            return null;
        clients.GiveBack(client);
        return until;
    }

    /// <summary>Counts a code of the second step per client; the second factor itself counts per member.</summary>
    public long? TakeClient(string client) => clients.Take(client);

    public void GiveBackClient(string client) => clients.GiveBack(client);

    /// <summary>
    /// Gives back this attempt only. Earlier failures still count, because the address can belong to a member of
    /// another account.
    /// </summary>
    public void Succeeded(string address, string client)
    {
        addresses.GiveBack(address);
        clients.GiveBack(client);
    }
}
