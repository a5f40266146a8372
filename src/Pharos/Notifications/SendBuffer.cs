namespace Pharos.Notifications;

/// <summary>
/// How many deliveries a node claims ahead: about as many as it sends in half a second. That is enough to keep the send
/// workers busy, and few enough for queues to take turns.
/// </summary>
internal sealed class SendBuffer(DeliveryOptions options, TimeProvider clock)
{
    private const int Largest = 1000;

    private int size = LeastOf(options);
    private long filledAt;

    public int Size => Volatile.Read(ref size);

    /// <summary>Claim more when fewer than this are waiting.</summary>
    public int Low => Size / 2;

    public int Least => LeastOf(options);

    /// <summary>Adapts the size to how fast the last claims were sent.</summary>
    /// <param name="claimed">Deliveries claimed now.</param>
    /// <param name="room">Deliveries that there was room for.</param>
    public void Fit(int claimed, int room)
    {
        if (claimed < room)
            return;
        var took = clock.GetElapsedTime(filledAt);
        if (took < TimeSpan.FromMilliseconds(250))
            Volatile.Write(ref size, Math.Min(Size * 2, Math.Max(Largest, Least)));
        else if (took > TimeSpan.FromSeconds(1))
            Volatile.Write(ref size, Math.Max(Size / 2, Least));
        filledAt = clock.GetTimestamp();
    }

    private static int LeastOf(DeliveryOptions options) => Math.Max(100, options.Connections * 25);
}
