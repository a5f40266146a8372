using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>
/// Messages to single recipients: stored in the transaction that causes them, and sent before all other deliveries.
/// </summary>
internal sealed class TransactionalMessages(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    NotificationKinds kinds,
    DeliveryNode node,
    WebhookSource hooks,
    WebhookTransport webhooks,
    TimeProvider clock
)
{
    /// <summary>Stores a message to be sent once the caller's write transaction commits.</summary>
    public static void Add(WriteTransaction write, OutgoingMessageRow message)
    {
        write.Db.OutgoingMessages.Add(message);
        write.SignalOutbox();
    }

    /// <summary>Claims messages that are due. Expired ones fail.</summary>
    /// <param name="email">
    /// Whether the SMTP server is reachable; if not, only messages to webhooks are claimed.
    /// </param>
    public async Task<List<MessageWork>> Claim(int max, bool email, CancellationToken cancel)
    {
        var now = clock.Seconds();
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await Due(db, now, email).AnyAsync(cancel))
            return [];
        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        await db
            .OutgoingMessages.Where(m => m.State == DeliveryState.Waiting && m.ClaimedBy == null && m.ExpiresAt <= now)
            .ExecuteUpdateAsync(
                m => m.SetProperty(r => r.State, DeliveryState.Failed).SetProperty(r => r.Token, ""),
                cancel
            );
        var messages = await Due(db, now, email).OrderBy(m => m.NextAttemptAt).Take(max).ToListAsync(cancel);
        foreach (var message in messages)
            message.ClaimedBy = node.Name;
        await write.Commit(cancel);
        return messages.ConvertAll(m => new MessageWork(kinds.Message(m.Kind), m));
    }

    /// <summary>Sends one message now.</summary>
    /// <returns>Null when it is no longer wanted.</returns>
    public async Task<SendResult?> Send(MessageWork work, SmtpSession session, AttemptTimeout timeout)
    {
        ComposedEmail email;
        await using (var db = await databases.CreateDbContextAsync(timeout.Token))
        {
            if (work.Kind.IsStillWanted is { } wanted && !await wanted(db, work.Row, timeout.Token))
                return null;
            if (work.Row.HookId is { } hookId)
            {
                if (!(await hooks.Load(db, [hookId], timeout.Token)).TryGetValue(hookId, out var hook))
                    return SendResult.Refused("the webhook no longer exists") with { CountsAgainstRecipient = false };
                var message = await work.Kind.ComposeWebhook!(db, work.Row, timeout.Token);
                return await webhooks.Send(new WebhookPost(hook, message), timeout.Token);
            }

            email = await work.Kind.ComposeEmail!(db, work.Row, timeout.Token);
        }

        return await session.Send(email, timeout);
    }

    /// <summary>Stores the outcome of an attempt.</summary>
    /// <param name="result">Null when the message was no longer wanted.</param>
    public async Task Record(MessageWork work, SendResult? result, CancellationToken cancel)
    {
        var (id, claim) = (work.Row.MessageId, work.Row.ClaimedBy);
        var now = clock.Seconds();
        var held = result?.Kind == SendResultKind.Held;
        var attempts = held ? work.Row.Attempts : work.Row.Attempts + 1;
        var next =
            result is null or { Kind: SendResultKind.Sent or SendResultKind.Refused } ? null
            : held ? now + result.WaitSeconds
            : RetrySchedule.Next(
                attempts,
                work.Row.CreatedAt,
                now,
                Random.Shared.NextDouble(),
                result.WaitSeconds,
                work.Kind.FirstRetryAfter
            );
        var state =
            result is null ? DeliveryState.Cancelled
            : result.Kind == SendResultKind.Sent ? DeliveryState.Sent
            : next is null ? DeliveryState.Failed
            : DeliveryState.Waiting;
        // The secret is needed only until the message, which contains it, is sent.
        var token = state == DeliveryState.Waiting ? work.Row.Token : "";
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        var stored = await db
            .OutgoingMessages.Where(m => m.MessageId == id && m.ClaimedBy == claim)
            .ExecuteUpdateAsync(
                m =>
                    m.SetProperty(r => r.State, state)
                        .SetProperty(r => r.Token, token)
                        .SetProperty(r => r.Attempts, attempts)
                        .SetProperty(r => r.NextAttemptAt, next ?? now)
                        .SetProperty(r => r.LastError, result == null ? null : result.Reason)
                        .SetProperty(r => r.ClaimedBy, (string?)null),
                cancel
            );
        if (stored > 0 && result is { Kind: SendResultKind.Refused, CountsAgainstRecipient: true })
            await CountRefusal(db, work, result.Reason!, now, cancel);
        if (stored > 0 && work.Row.HookId is { } hookId && result is { Kind: SendResultKind.Sent })
            await hooks.Accepted(db, [hookId], cancel);
        await write.Commit(cancel);
    }

    private async Task CountRefusal(PharosDb db, MessageWork work, string reason, long now, CancellationToken cancel)
    {
        if (work.Row.HookId is { } hookId)
            await hooks.Refused(db, hookId, reason, now, cancel);
        else if (work.Kind.Refused is { } refused)
            await refused(db, work.Row, reason, cancel);
    }

    private static IQueryable<OutgoingMessageRow> Due(PharosDb db, long now, bool email) =>
        db.OutgoingMessages.Where(m =>
            m.State == DeliveryState.Waiting
            && m.ClaimedBy == null
            && m.NextAttemptAt <= now
            && (email || m.HookId != null)
        );
}
