using System.Collections.Concurrent;
using Pharos.Database;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>Sends what was claimed, one after another on each of as many senders as there may be connections.</summary>
internal sealed partial class Sending(
    DeliveryNode node, Claims claims, Recording recording, Letters letters, MailChannel mail, MailFlow flow, ImChannel im, WakeSignal signal, DeliveryOptions options, TimeProvider clock, ILogger<Sending> log)
{
    /// <summary>What waits behind an attempt that takes longer goes to another sender.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Sender, Sender> senders = new();
    private int running;
    private int low;

    public Dispatch Waiting { get; } = new(options.Connections, clock);

    /// <summary>Whether mail can go out at present.</summary>
    public bool MailFlows => flow.BlockedFor == 0;

    /// <summary>Nothing is under way, and all that was is written down.</summary>
    public bool IsIdle => Volatile.Read(ref running) == 0 && recording.IsIdle;

    /// <summary>Sets senders to what waits, and takes from those that wait for an answer what they would send next.</summary>
    /// <param name="leastWaiting">Wakes the delivery loop when fewer than these wait, so that it claims more.</param>
    public void Start(int leastWaiting, CancellationToken cancel)
    {
        Volatile.Write(ref low, leastWaiting);
        foreach (var sender in senders.Keys)
        {
            if (clock.GetElapsedTime(sender.Begun) > Slow)
                sender.GiveBack(Waiting);
        }

        while (Volatile.Read(ref running) < options.Connections && Waiting.Take() is { } work)
        {
            Interlocked.Increment(ref running);
            _ = Task.Run(() => SendFrom(work, cancel), CancellationToken.None);
        }
    }

    /// <summary>Sends one after another until nothing is left that may go out.</summary>
    private async Task SendFrom(Work first, CancellationToken cancel)
    {
        var sender = new Sender();
        senders.TryAdd(sender, sender);
        try
        {
            await using var line = mail.NewLine();
            for (Work? work = first, next = null; work is not null; work = cancel.IsCancellationRequested ? null : next ?? Waiting.Take())
            {
                sender.Begin(work, clock.GetTimestamp());
                try
                {
                    await Send(work, sender, line, cancel);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    Log.Failed(log, fault.GetBaseException().Message);
                    node.LoseTrack();
                }
                finally
                {
                    next = cancel.IsCancellationRequested ? null : sender.Behind();
                    Waiting.Done(work, clock.GetElapsedTime(sender.Begun), next);
                }

                if (Waiting.Waiting < Volatile.Read(ref low))
                    signal.Set();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was not written down is tried again by whoever comes next.
        }
        finally
        {
            senders.TryRemove(sender, out _);
            Interlocked.Decrement(ref running);
            signal.Set();
        }
    }

    private async Task Send(Work work, Sender sender, MailLine line, CancellationToken cancel)
    {
        var claim = work is DeliveryWork delivery ? delivery.Claim.Claim : ((LetterWork)work).Letter.ClaimedBy!;
        if (!node.Holds(claim))
            return;
        var blocked = work.IsMail ? flow.BlockedFor : 0;
        if (blocked > 0)
        {
            if (work is DeliveryWork untried)
                await claims.PutBack([untried.Claim, .. Waiting.WithdrawMail().Select(w => w.Claim)], CancellationToken.None);
            else
                await letters.Record((LetterWork)work, SendResult.Later("no mail gets out", blocked), CancellationToken.None);
            return;
        }

        if (work is LetterWork letter)
        {
            var sent = await Attempt(p => line.Send(letter, p), cancel);
            flow.Heed(sent, letter.Letter.Recipient);
            await letters.Record(letter, sent, CancellationToken.None);
            return;
        }

        var told = (DeliveryWork)work;
        await recording.Begin(cancel);
        SendResult result;
        try
        {
            result = await Attempt(told.IsMail ? p => line.Send(told, () => Next(sender), p) : p => im.Send(told, p.Token), cancel);
        }
        catch
        {
            recording.NotSent();
            throw;
        }

        if (told.IsMail)
            flow.Heed(result, told.Receiver.Recipient);
        recording.Add(told, result);
    }

    private DeliveryWork? Next(Sender sender) => MailFlows && Waiting.TakeBehind(sender.Work) is { } next ? sender.Follow(next) : null;

    private async Task<SendResult> Attempt(Func<Patience, Task<SendResult>> send, CancellationToken cancel)
    {
        using var patience = new Patience(clock, cancel);
        try
        {
            return await send(patience);
        }
        catch (OperationCanceledException) when (patience.IsOver && !cancel.IsCancellationRequested)
        {
            return SendResult.Later(patience.Reason);
        }
        catch (IOException fault)
        {
            return SendResult.Later(fault.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(log, fault.GetBaseException().Message);
            return SendResult.Later("could not be sent: " + fault.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 512, Level = LogLevel.Warning, Message = "A delivery went wrong ({Reason}); it will be tried again")]
        public static partial void Failed(ILogger log, string reason);
    }
}
