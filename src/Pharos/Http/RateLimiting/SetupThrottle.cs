namespace Pharos.Http.RateLimiting;

/// <summary>Limits guessing of the set-up code.</summary>
internal sealed class SetupThrottle(TimeProvider clock)
{
    public const int MostByClient = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Throttle clients = new(MostByClient, Window, clock);

    /// <summary>Returns null if the code may be tried; otherwise the unix seconds of the next attempt.</summary>
    public long? Take(string client) => clients.Take(client);

    public void Succeeded(string client) => clients.GiveBack(client);
}
