using System.Buffers;
using System.IO.Pipelines;
using Pharos.Http;
using Pharos.Kernel;
using SmtpServer.Protocol;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>
/// What a sender of emails sends, within limits. The SMTP library has no limit for a command, and after a message that
/// is too large it would take the rest of it for commands. So it gets a message as a whole, or, if it is refused, an
/// empty one after the rest has been skipped.
/// </summary>
internal sealed class MailReader(
    PipeReader inner,
    BodyShare.BodyReservation memory,
    int maxBytes,
    TimeSpan idle,
    TimeProvider clock
) : PipeReader
{
    /// <summary>The longest command, in bytes; more than RFC 5321 demands.</summary>
    private const int MaxCommand = 4096;

    private static readonly ReadOnlySequence<byte> EmptyMessage = new("\r\n.\r\n"u8.ToArray());
    private static readonly byte[] MessageEnd = "\r\n.\r\n"u8.ToArray();

    private bool isMessage;
    private bool isStandIn;
    private bool isStalled;

    /// <summary>Why the message that was read last is refused; null if it is not.</summary>
    public SmtpResponse? Refusal { get; private set; }

    public void BeginMessage() => (isMessage, Refusal) = (true, null);

    public void EndMessage()
    {
        isMessage = false;
        memory.Dispose();
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (isStalled)
            throw new SmtpResponseException(Replies.TimedOut, quit: true);
        if (isMessage)
            return await ReadMessage(cancellationToken);
        var read = await inner.ReadAsync(cancellationToken);
        if (read.Buffer.Length > MaxCommand && !HasLine(read.Buffer.Slice(0, MaxCommand)))
            throw new SmtpResponseException(Replies.CommandTooLong, quit: true);
        return read;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (isStandIn)
            isStandIn = false;
        else
            inner.AdvanceTo(consumed, examined);
    }

    public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        memory.Dispose();
        inner.Complete(exception);
    }

    private async ValueTask<ReadResult> ReadMessage(CancellationToken cancel)
    {
        var (searched, counted, isFirst) = (0L, 0L, true);
        while (true)
        {
            var read = await ReadInTime(cancel);
            var buffer = read.Buffer;
            if (isFirst && StartsWithEnd(buffer))
                return StandIn(buffer.GetPosition(3));
            if (FindEnd(buffer, searched) is { } end)
            {
                Count(end - counted, end);
                return Refusal is null
                    ? new ReadResult(buffer, isCanceled: false, isCompleted: false)
                    : StandIn(buffer.GetPosition(end));
            }

            if (read.IsCompleted)
                return read; // The sender has hung up: the library stores nothing.
            Count(buffer.Length - counted, buffer.Length);
            if (Refusal is null)
            {
                inner.AdvanceTo(buffer.Start, buffer.End);
                (searched, counted) = (buffer.Length, buffer.Length);
            }
            else
            {
                // Only what may be the beginning of the end is kept.
                var kept = Math.Min(buffer.Length, MessageEnd.Length - 1);
                inner.AdvanceTo(buffer.GetPosition(buffer.Length - kept), buffer.End);
                (searched, counted, isFirst) = (0, kept, false);
            }
        }
    }

    private async ValueTask<ReadResult> ReadInTime(CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(idle, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return await inner.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The library answers 554 to any other exception, and the sender would not try again.
            isStalled = true;
            throw new SmtpResponseException(Replies.TimedOut, quit: true);
        }
    }

    /// <summary>Takes memory for new bytes of a message; refuses the message if there are too many.</summary>
    private void Count(long added, long total)
    {
        if (Refusal is not null)
            return;
        try
        {
            if (total <= maxBytes)
                memory.Add(added);
            else
                Refusal = Replies.TooLarge;
        }
        catch (ApiException)
        {
            Refusal = Replies.Busy;
        }

        if (Refusal is not null)
            memory.Dispose();
    }

    private ReadResult StandIn(SequencePosition consumed)
    {
        inner.AdvanceTo(consumed);
        isStandIn = true;
        return new ReadResult(EmptyMessage, isCanceled: false, isCompleted: false);
    }

    /// <summary>The position after the end of the message; null if it has not arrived.</summary>
    private static long? FindEnd(ReadOnlySequence<byte> buffer, long searched)
    {
        var start = Math.Max(0, searched - MessageEnd.Length + 1);
        var reader = new SequenceReader<byte>(buffer.Slice(start));
        return reader.TryReadTo(out ReadOnlySequence<byte> _, MessageEnd, advancePastDelimiter: true)
            ? start + reader.Consumed
            : null;
    }

    /// <summary>Whether the message is empty: then the line end before the dot is that of the command.</summary>
    private static bool StartsWithEnd(ReadOnlySequence<byte> buffer) =>
        new SequenceReader<byte>(buffer).IsNext(".\r\n"u8);

    private static bool HasLine(ReadOnlySequence<byte> buffer) =>
        new SequenceReader<byte>(buffer).TryReadTo(out ReadOnlySequence<byte> _, "\r\n"u8);

    private static class Replies
    {
        public static readonly SmtpResponse TimedOut = new(SmtpReplyCode.ServiceUnavailable, "4.4.2 timed out");
        public static readonly SmtpResponse CommandTooLong = new(
            SmtpReplyCode.CommandUnrecognized,
            "5.5.2 line too long"
        );
        public static readonly SmtpResponse TooLarge = new(
            SmtpReplyCode.SizeLimitExceeded,
            "5.3.4 the message is too large"
        );
        public static readonly SmtpResponse Busy = new(
            SmtpReplyCode.InsufficientStorage,
            "4.3.1 the server is busy, try again later"
        );
    }
}
