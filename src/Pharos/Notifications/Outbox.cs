using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.Notifications;

/// <summary>Stores notifications in the transaction that causes them. Nothing is sent here.</summary>
internal static class Outbox
{
    /// <summary>
    /// Adds the next notification of a subject. The caller must hold a lock that orders the subject's notifications.
    /// </summary>
    /// <param name="kind">The name of a registered <see cref="AudienceKind"/>.</param>
    /// <param name="subjectId">What the notification is about; IDs are unique across all kinds.</param>
    /// <param name="queueId">Queues take turns at being sent. A queue belongs to one account.</param>
    /// <param name="content">What <see cref="AudienceKind.Load"/> composes messages from.</param>
    /// <param name="now">Unix seconds.</param>
    public static async Task Add(
        WriteTransaction write,
        string kind,
        long subjectId,
        long queueId,
        long accountId,
        string content,
        long now,
        CancellationToken cancel
    )
    {
        var last = await write.Db.Notifications.Where(n => n.SubjectId == subjectId).MaxAsync(n => (int?)n.Seq, cancel)
            ?? 0;
        write.Db.Notifications.Add(
            new NotificationRow
            {
                Kind = kind,
                SubjectId = subjectId,
                Seq = last + 1,
                QueueId = queueId,
                AccountId = accountId,
                Content = content,
                CreatedAt = now,
            }
        );
        write.SignalOutbox();
    }
}
