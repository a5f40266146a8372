using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>
/// A notification with an audience. Written in the transaction that publishes it; the delivery loop expands it into
/// <see cref="DeliveryRow"/>s afterwards.
/// </summary>
public sealed class NotificationRow
{
    /// <summary>Name of the kind, which the sending area registered.</summary>
    public required string Kind { get; init; }

    /// <summary>The subject, such as a change; IDs are unique across all kinds.</summary>
    public required long SubjectId { get; init; }

    /// <summary>Orders the notifications of a subject, from 1.</summary>
    public required int Seq { get; init; }

    /// <summary>Queues take turns at being sent: a page's ID for its changes. A queue belongs to one account.</summary>
    public required long QueueId { get; init; }

    public required long AccountId { get; init; }

    /// <summary>What was published, in the kind's own format. Later edits do not change it.</summary>
    public required string Content { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The last recipient that has a delivery; recipients are expanded in the order of their IDs.</summary>
    public long Cursor { get; set; }

    /// <summary>Unix seconds; null until every recipient has a delivery.</summary>
    public long? ExpandedAt { get; set; }
}

/// <summary>State of a delivery or message.</summary>
public enum DeliveryState
{
    /// <summary>Something is still to be sent.</summary>
    Waiting,

    /// <summary>Everything was sent.</summary>
    Sent,

    /// <summary>Refused for good, or given up after a day.</summary>
    Failed,

    /// <summary>Not attempted: the recipient is quarantined.</summary>
    Quarantined,

    /// <summary>No longer wanted when its turn came.</summary>
    Cancelled,
}

/// <summary>
/// What one recipient gets of one subject. There is one row for all notifications of the subject, so that no recipient
/// gets a later one before an earlier one: what waits is sent together, in order.
/// </summary>
public sealed class DeliveryRow
{
    /// <summary>As in <see cref="NotificationRow"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>As in <see cref="NotificationRow"/>.</summary>
    public required long SubjectId { get; init; }

    /// <summary>A recipient of the kind, such as a subscriber.</summary>
    public required long RecipientId { get; init; }

    /// <summary>The webhook it is posted to; empty for email.</summary>
    public required string HookId { get; init; }

    /// <summary>As in <see cref="NotificationRow"/>.</summary>
    public required long QueueId { get; init; }

    /// <summary>What connection limits apply to: the domain of an email address, or the webhook.</summary>
    public required string Destination { get; init; }

    /// <summary>
    /// The number of the last notification that was sent; those before the recipient subscribed count as sent.
    /// </summary>
    public required int SentThrough { get; set; }

    /// <summary>The number of the last notification to send.</summary>
    public required int SendThrough { get; set; }

    public required DeliveryState State { get; set; }

    /// <summary>Failed attempts since the last success.</summary>
    public int Attempts { get; set; }

    /// <summary>Unix seconds; not attempted before.</summary>
    public required long NextAttemptAt { get; set; }

    /// <summary>When the oldest unsent notification was published, in Unix seconds; given up a day later.</summary>
    public required long WaitingSince { get; set; }

    /// <summary>The node that claimed it; void once that node's <see cref="DeliveryNodeRow"/> has expired.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>Unix seconds.</summary>
    public long? SentAt { get; set; }

    /// <summary>The last error; contains no secret, at most 500 characters.</summary>
    public string? LastError { get; set; }
}

/// <summary>A message to one recipient, with content of its own.</summary>
public sealed class OutgoingMessageRow
{
    public required long MessageId { get; init; }

    /// <summary>Name of the kind, which the sending area registered.</summary>
    public required string Kind { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The subject, such as a page; null when it is the account.</summary>
    public long? SubjectId { get; init; }

    /// <summary>The email address, or the webhook owner's name.</summary>
    public required string Recipient { get; init; }

    /// <summary>The webhook it is posted to; null for email.</summary>
    public string? HookId { get; init; }

    /// <summary>The mailbox behind the recipient, which rate limits apply to.</summary>
    public required string Mailbox { get; init; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>The secret in its link; empty once the message is sent.</summary>
    public required string Token { get; set; }

    /// <summary>
    /// What the message is composed from, when <see cref="SubjectId"/> and <see cref="Token"/> are not enough.
    /// </summary>
    public string? Content { get; init; }

    public required DeliveryState State { get; set; }

    /// <summary>Failed attempts.</summary>
    public int Attempts { get; set; }

    /// <summary>Unix seconds; not attempted before.</summary>
    public required long NextAttemptAt { get; set; }

    /// <summary>Unix seconds; not attempted from then on.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>As in <see cref="DeliveryRow"/>.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>Unix seconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>As in <see cref="DeliveryRow"/>.</summary>
    public string? LastError { get; set; }
}

/// <summary>A node that sends. Its claims are released once its heartbeat expires.</summary>
public sealed class DeliveryNodeRow
{
    public required string Node { get; init; }

    /// <summary>Unix seconds; each heartbeat extends it.</summary>
    public required long AliveUntil { get; set; }
}

internal sealed class NotificationTable : IEntityTypeConfiguration<NotificationRow>
{
    public void Configure(EntityTypeBuilder<NotificationRow> builder)
    {
        builder.ToTable("notifications").HasKey(r => new { r.SubjectId, r.Seq });
        builder.HasIndex(r => r.QueueId);
        builder
            .HasIndex(r => r.CreatedAt)
            .HasFilter("expanded_at IS NULL")
            .HasDatabaseName("ix_notifications_to_spread");
        builder.HasIndex(r => new { r.AccountId, r.CreatedAt });
    }
}

internal sealed class DeliveryTable : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder
            .ToTable("deliveries")
            .HasKey(r => new
            {
                r.SubjectId,
                r.RecipientId,
                r.HookId,
            });
        builder.HasIndex(r => r.RecipientId);
        builder
            .HasIndex(r => new { r.QueueId, r.NextAttemptAt })
            .HasFilter("state = 'waiting' AND claimed_by IS NULL")
            .HasDatabaseName("ix_deliveries_to_claim");
        builder.HasIndex(r => r.ClaimedBy).HasFilter("claimed_by IS NOT NULL").HasDatabaseName("ix_deliveries_claimed");
    }
}

internal sealed class OutgoingMessageTable : IEntityTypeConfiguration<OutgoingMessageRow>
{
    public void Configure(EntityTypeBuilder<OutgoingMessageRow> builder)
    {
        builder.ToTable("letters").HasKey(r => r.MessageId);
        builder.Property(r => r.MessageId).ValueGeneratedNever();
        builder.HasIndex(r => r.SubjectId);
        builder.HasIndex(r => new { r.Mailbox, r.CreatedAt });
        builder.HasIndex(r => r.CreatedAt);
        builder.HasIndex(r => r.NextAttemptAt).HasFilter("state = 'waiting'").HasDatabaseName("ix_letters_to_send");
    }
}

internal sealed class DeliveryNodeTable : IEntityTypeConfiguration<DeliveryNodeRow>
{
    public void Configure(EntityTypeBuilder<DeliveryNodeRow> builder)
    {
        builder.ToTable("delivery_nodes").HasKey(r => r.Node);
    }
}
