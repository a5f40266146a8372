using Pharos.Http.RateLimiting;

namespace Pharos.Platform.SignIn.Console;

/// <summary>
/// Bounds guessing at passwords, when signing in and when one is asked for again: by address, known or not, so that the
/// answer says nothing of which exist; and by client, for one that tries many addresses. In memory: each node counts
/// for itself.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    public const int MostByAddress = 5;
    public const int MostByClient = 20;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Throttle addresses = new(MostByAddress, Window, clock);
    private readonly Throttle clients = new(MostByClient, Window, clock);

    /// <summary>Null when the password may be tried, else when it is worth coming back, in unix seconds.</summary>
    public long? Take(string address, string client)
    {
        if (clients.Take(client) is { } later)
            return later;
        if (addresses.Take(address) is not { } until)
            return null;
        clients.GiveBack(client);
        return until;
    }

    /// <summary>The same for codes of the second step, which are counted by member elsewhere.</summary>
    public long? TakeClient(string client) => clients.Take(client);

    public void GiveBackClient(string client) => clients.GiveBack(client);

    /// <summary>
    /// What failed before still counts: the address may be a member of another account too, which is none of this one's
    /// business.
    /// </summary>
    public void Succeeded(string address, string client)
    {
        addresses.GiveBack(address);
        clients.GiveBack(client);
    }
}
