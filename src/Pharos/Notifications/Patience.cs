namespace Pharos.Notifications;

/// <summary>How long an attempt may take: a minute, and ten more once the end of a mail was written.</summary>
internal sealed class Patience : IDisposable
{
    private static readonly TimeSpan UntilWritten = TimeSpan.FromSeconds(60);

    /// <summary>RFC 5321, section 4.5.3.2.6: who gives up sooner has a mail that was taken sent again.</summary>
    private static readonly TimeSpan UntilTaken = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource over;
    private readonly CancellationTokenSource either;
    private bool written;

    public Patience(TimeProvider clock, CancellationToken cancel)
    {
        over = new CancellationTokenSource(UntilWritten, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
    }

    /// <summary>Cancelled when it is over, or with the token given.</summary>
    public CancellationToken Token => either.Token;

    public bool IsOver => over.IsCancellationRequested;

    /// <summary>Why it was given up.</summary>
    public string Reason => written ? "the mail was neither taken nor refused within ten minutes" : "no answer within a minute";

    /// <summary>The whole mail is with the server, which may take its time over it.</summary>
    public void AwaitTaking()
    {
        written = true;
        over.CancelAfter(UntilTaken);
    }

    public void Dispose()
    {
        either.Dispose();
        over.Dispose();
    }
}
