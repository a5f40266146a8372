namespace Pharos.Notifications;

/// <summary>Limits an attempt to one minute, plus ten more once a whole email has been written.</summary>
internal sealed class AttemptTimeout : IDisposable
{
    private static readonly TimeSpan UntilWritten = TimeSpan.FromSeconds(60);

    /// <summary>
    /// RFC 5321, section 4.5.3.2.6: giving up earlier can resend an email that the server has accepted.
    /// </summary>
    private static readonly TimeSpan UntilAccepted = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource over;
    private readonly CancellationTokenSource either;
    private bool written;

    public AttemptTimeout(TimeProvider clock, CancellationToken cancel)
    {
        over = new CancellationTokenSource(UntilWritten, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
    }

    /// <summary>Cancelled on timeout, or with the caller's token.</summary>
    public CancellationToken Token => either.Token;

    public bool IsOver => over.IsCancellationRequested;

    /// <summary>Why the attempt timed out.</summary>
    public string Reason =>
        written ? "the email was neither accepted nor refused within ten minutes" : "no response within a minute";

    /// <summary>Extends the timeout: the whole email was written, and the server may take long to accept it.</summary>
    public void AwaitAcceptance()
    {
        written = true;
        over.CancelAfter(UntilAccepted);
    }

    public void Dispose()
    {
        either.Dispose();
        over.Dispose();
    }
}
