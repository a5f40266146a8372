using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Limits the bytes of request bodies that the process holds at the same time. Visitors have a share of their own, so
/// they can't use up the members' share.
/// </summary>
internal sealed class BodyBudget
{
    private const int VisitorsPart = 4;

    public BodyBudget(RequestLimits limits)
    {
        var visitors = limits.MaxBodyBytesInFlight / VisitorsPart;
        Visitors = new BodyShare(visitors);
        // The largest allowed body must fit.
        Members = new BodyShare(Math.Max(limits.MaxBodyBytesInFlight - visitors, limits.MaxBodyBytes));
    }

    /// <summary>For requests with an API key or a session.</summary>
    public BodyShare Members { get; }

    /// <summary>For all other requests.</summary>
    public BodyShare Visitors { get; }
}

/// <summary>A part of the <see cref="BodyBudget"/>.</summary>
internal sealed class BodyShare(long maxBytes)
{
    private const int RetryAfterSeconds = 5;

    private long held;

    /// <summary>Starts counting the body of a request. Its bytes are given back when the request ends.</summary>
    public BodyReservation Reserve(HttpContext http)
    {
        var reservation = new BodyReservation(this);
        http.Response.RegisterForDispose(reservation);
        return reservation;
    }

    /// <summary>Starts counting something that is no request. The caller gives its bytes back.</summary>
    public BodyReservation Reserve() => new(this);

    private bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref held, bytes) <= maxBytes)
            return true;
        Interlocked.Add(ref held, -bytes);
        return false;
    }

    /// <summary>The bytes of one request's body.</summary>
    internal sealed class BodyReservation(BodyShare share) : IDisposable
    {
        private long taken;

        /// <exception cref="ApiException"><see cref="ErrorCode.ServiceUnavailable"/>: the share is used up.</exception>
        public void Add(long bytes)
        {
            if (!share.TryTake(bytes))
                throw Errors.Busy(RetryAfterSeconds);
            taken += bytes;
        }

        public void Dispose() => Interlocked.Add(ref share.held, -Interlocked.Exchange(ref taken, 0));
    }
}
