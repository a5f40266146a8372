using System.Collections.Concurrent;
using Pharos.Database;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>Runs one send worker per allowed connection; each sends one claimed item after another.</summary>
internal sealed partial class SendScheduler(
    DeliveryNode node,
    Claims claims,
    DeliveryResultWriter results,
    TransactionalMessages messages,
    EmailTransport email,
    SmtpCircuitBreaker breaker,
    WebhookTransport webhooks,
    SendBuffer buffer,
    WakeSignal signal,
    DeliveryOptions options,
    TimeProvider clock,
    ILogger<SendScheduler> log
)
{
    /// <summary>Once an attempt takes this long, another worker takes over the item that would follow.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SendWorker, SendWorker> workers = new();
    private int running;

    public SendQueue Queue { get; } = new(options.Connections, clock);

    /// <summary>Whether the SMTP server is believed to be reachable.</summary>
    public bool EmailFlows => breaker.BlockedFor == 0;

    /// <summary>Whether nothing is being sent and every outcome is stored.</summary>
    public bool IsIdle => Volatile.Read(ref running) == 0 && results.IsIdle;

    /// <summary>
    /// Starts workers for waiting items, and takes over the next item of workers that are stuck in an attempt.
    /// </summary>
    public void Start(CancellationToken cancel)
    {
        foreach (var worker in workers.Keys)
        {
            if (clock.GetElapsedTime(worker.Begun) > Slow)
                worker.GiveBack(Queue);
        }

        while (Volatile.Read(ref running) < options.Connections && Queue.Take() is { } work)
        {
            Interlocked.Increment(ref running);
            _ = Task.Run(() => SendFrom(work, cancel), CancellationToken.None);
        }
    }

    /// <summary>Sends one item after another until nothing may be sent.</summary>
    private async Task SendFrom(Work first, CancellationToken cancel)
    {
        var worker = new SendWorker();
        workers.TryAdd(worker, worker);
        try
        {
            await using var session = email.NewSession();
            for (
                Work? work = first, next = null;
                work is not null;
                work = cancel.IsCancellationRequested ? null : next ?? Queue.Take()
            )
            {
                worker.Begin(work, clock.GetTimestamp());
                try
                {
                    await Send(work, worker, session, cancel);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    Log.Failed(log, fault.GetBaseException().Message);
                    node.AbandonClaims();
                }
                finally
                {
                    next = cancel.IsCancellationRequested ? null : worker.TakeNext();
                    Queue.Done(work, clock.GetElapsedTime(worker.Begun), next);
                }

                if (Queue.Count < buffer.Low)
                    signal.Set();
            }
        }
        catch (OperationCanceledException)
        {
            // The server is stopping; another node retries what is not stored.
        }
        finally
        {
            workers.TryRemove(worker, out _);
            Interlocked.Decrement(ref running);
            signal.Set();
        }
    }

    private async Task Send(Work work, SendWorker worker, SmtpSession session, CancellationToken cancel)
    {
        if (!node.Holds(work.ClaimedBy))
            return;
        var blocked = work.IsEmail ? breaker.BlockedFor : 0;
        if (work is MessageWork message)
        {
            var result =
                blocked > 0
                    ? SendResult.Later("email is paused", blocked)
                    : await Attempt(timeout => messages.Send(message, session, timeout), cancel);
            if (message.IsEmail && blocked == 0 && result is not null)
                breaker.Record(result, message.Row.Recipient);
            await messages.Record(message, result, CancellationToken.None);
            return;
        }

        var delivery = (DeliveryWork)work;
        if (blocked > 0)
        {
            await claims.PutBack(
                [delivery.Claim, .. Queue.WithdrawEmails().Select(w => w.Claim)],
                CancellationToken.None
            );
            return;
        }

        await results.Begin(cancel);
        SendResult sent;
        try
        {
            sent = (
                await Attempt(
                    async timeout =>
                        delivery.Loaded.Email is { } content
                            ? await session.Send(content, () => Next(worker), timeout)
                            : await webhooks.Send(delivery.Loaded.Webhook!, timeout.Token),
                    cancel
                )
            )!;
        }
        catch
        {
            results.NotSent();
            throw;
        }

        if (delivery.Loaded.Email is { } email)
            breaker.Record(sent, email.Recipient);
        results.Add(delivery, sent);
    }

    private EmailContent? Next(SendWorker worker) =>
        EmailFlows && Queue.TakeNext(worker.Work) is { } next ? worker.Follow(next).Loaded.Email : null;

    private async Task<SendResult?> Attempt(Func<AttemptTimeout, Task<SendResult?>> send, CancellationToken cancel)
    {
        using var timeout = new AttemptTimeout(clock, cancel);
        try
        {
            return await send(timeout);
        }
        catch (OperationCanceledException) when (timeout.IsOver && !cancel.IsCancellationRequested)
        {
            return SendResult.Later(timeout.Reason);
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
        [LoggerMessage(
            EventId = 512,
            Level = LogLevel.Warning,
            Message = "Delivery attempt failed ({Reason}); retrying later"
        )]
        public static partial void Failed(ILogger log, string reason);
    }
}
