using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Subscribers;

namespace Pharos.Notifications;

/// <summary>
/// That an event or an update was published to be told. Written in the transaction that publishes it; a worker spreads it over the
/// subscribers afterwards.
/// </summary>
public sealed class NotificationRow
{
    public required long ChangeId { get; init; }

    /// <summary>Orders the notifications of an event, from 1.</summary>
    public required int Seq { get; init; }

    public required long PageId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>What was published, as JSON of <c>NotificationContent</c>: later edits do not change what was told.</summary>
    public required string Content { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>The last subscriber that it was spread to; they are taken in the order of their IDs.</summary>
    public long Cursor { get; set; }

    /// <summary>Null until every subscriber in its scope has a delivery.</summary>
    public long? SpreadAt { get; set; }
}

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>Something is still to be told.</summary>
    Waiting,

    /// <summary>Everything was told.</summary>
    Sent,

    /// <summary>It was refused for good, or a day went by.</summary>
    Failed,

    /// <summary>Not tried: nothing is sent to this receiver any more.</summary>
    Quarantined,
}

/// <summary>
/// What one receiver is told of one event. There is one row for all notifications of the event, so that a receiver never gets a
/// later one before an earlier one: what waits is told together, in order.
/// </summary>
public sealed class DeliveryRow
{
    public required long ChangeId { get; init; }
    public required long SubscriberId { get; init; }

    /// <summary>The hook that an instant message goes to; empty for mail.</summary>
    public required string HookId { get; init; }

    public required long PageId { get; init; }

    /// <summary>What limits count by: the domain of a mail address, or the hook.</summary>
    public required string Destination { get; init; }

    /// <summary>The last notification that was told, by its number; what came before the receiver subscribed counts as told.</summary>
    public required int ToldThrough { get; set; }

    /// <summary>The last notification that is to be told.</summary>
    public required int TellThrough { get; set; }

    public required DeliveryState State { get; set; }

    /// <summary>Failed attempts since something was last told.</summary>
    public int Attempts { get; set; }

    /// <summary>Unix seconds; not tried before.</summary>
    public required long NextAttemptAt { get; set; }

    /// <summary>When the oldest thing untold was published: after a day it is given up.</summary>
    public required long WaitingSince { get; set; }

    /// <summary>The node that is at it; void once that node's <see cref="DeliveryNodeRow"/> is out of date.</summary>
    public string? ClaimedBy { get; set; }

    public long? SentAt { get; set; }

    /// <summary>What the receiver's side answered last; no secret, at most 500 characters.</summary>
    public string? LastError { get; set; }
}

/// <summary>What a single mail is about.</summary>
public enum LetterKind
{
    /// <summary>The link that confirms a subscription.</summary>
    Confirmation,

    /// <summary>The link that manages one, for who asked for it.</summary>
    ManageLink,

    /// <summary>The link that makes its reader a member of an account.</summary>
    Invitation,
}

/// <summary>A single mail that is to be sent: not the telling of an event.</summary>
public sealed class LetterRow
{
    public required long LetterId { get; init; }
    public required LetterKind Kind { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Null where it is about the account.</summary>
    public long? PageId { get; init; }
    public required string Recipient { get; init; }

    /// <summary>The mailbox behind the recipient, by which limits count.</summary>
    public required string Mailbox { get; init; }
    public required string Locale { get; init; }

    /// <summary>The secret of its link; empty once it was sent.</summary>
    public required string Token { get; set; }

    public required DeliveryState State { get; set; }
    public int Attempts { get; set; }
    public required long NextAttemptAt { get; set; }

    /// <summary>Not sent any more from then on.</summary>
    public required long ExpiresAt { get; init; }

    public string? ClaimedBy { get; set; }
    public required long CreatedAt { get; init; }
    public string? LastError { get; set; }
}

/// <summary>A node that sends. What it claimed is free again once it has not been heard of.</summary>
public sealed class DeliveryNodeRow
{
    public required string Node { get; init; }

    /// <summary>Unix seconds; moved on while the node lives.</summary>
    public required long AliveUntil { get; set; }
}

internal sealed class NotificationTable : IEntityTypeConfiguration<NotificationRow>
{
    public void Configure(EntityTypeBuilder<NotificationRow> builder)
    {
        builder.ToTable("notifications").HasKey(r => new { r.ChangeId, r.Seq });
        builder.HasIndex(r => r.PageId);
        builder.HasIndex(r => r.CreatedAt).HasFilter("spread_at IS NULL").HasDatabaseName("ix_notifications_to_spread");
        builder.HasIndex(r => new { r.AccountId, r.CreatedAt });
        builder.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeliveryTable : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("deliveries").HasKey(r => new { r.ChangeId, r.SubscriberId, r.HookId });
        builder.HasIndex(r => r.SubscriberId);
        builder.HasIndex(r => new { r.PageId, r.NextAttemptAt }).HasFilter("state = 'waiting' AND claimed_by IS NULL").HasDatabaseName("ix_deliveries_to_claim");
        builder.HasIndex(r => r.ClaimedBy).HasFilter("claimed_by IS NOT NULL").HasDatabaseName("ix_deliveries_claimed");
        builder.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SubscriberRow>().WithMany().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class LetterTable : IEntityTypeConfiguration<LetterRow>
{
    public void Configure(EntityTypeBuilder<LetterRow> builder)
    {
        builder.ToTable("letters").HasKey(r => r.LetterId);
        builder.Property(r => r.LetterId).ValueGeneratedNever();
        builder.HasIndex(r => r.PageId);
        builder.HasIndex(r => new { r.Mailbox, r.CreatedAt });
        builder.HasIndex(r => r.CreatedAt);
        builder.HasIndex(r => r.NextAttemptAt).HasFilter("state = 'waiting'").HasDatabaseName("ix_letters_to_send");
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeliveryNodeTable : IEntityTypeConfiguration<DeliveryNodeRow>
{
    public void Configure(EntityTypeBuilder<DeliveryNodeRow> builder)
    {
        builder.ToTable("delivery_nodes").HasKey(r => r.Node);
    }
}
