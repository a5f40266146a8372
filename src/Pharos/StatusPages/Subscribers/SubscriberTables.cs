using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.Platform.Members;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Sections;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// How a subscriber is told. Email belongs to public pages, instant messages to members on internal ones.
/// </summary>
public enum SubscriptionMethod
{
    Email,
    Im,
}

/// <summary>
/// Someone who asked to be told of a page's events. Pending ones are elsewhere: <see cref="PendingSubscriptionRow"/>.
/// </summary>
public sealed class SubscriberRow
{
    public required long SubscriberId { get; init; }
    public required long PageId { get; init; }
    public required SubscriptionMethod Method { get; init; }

    /// <summary>An email address in lower case, or a member's ID in decimal. Unique within page and method.</summary>
    public required string Recipient { get; init; }

    /// <summary>The member that an instant message goes to.</summary>
    public long? MemberId { get; init; }

    /// <summary>What limits of outgoing mail count by: the domain of the address; empty for members.</summary>
    public required string Domain { get; init; }

    /// <summary>Everything on the page; then there are no scopes.</summary>
    public required bool All { get; set; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>The secret of the links to manage and to leave. Not hashed, because every mail carries it.</summary>
    public required string Token { get; init; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }

    /// <summary>Permanent refusals in a row.</summary>
    public int Failures { get; set; }

    /// <summary>
    /// Mails that were taken and came back for good, with less than thirty days from each to the next.
    /// </summary>
    public int Bounces { get; set; }

    /// <summary>Unix seconds: when a bounce was last counted.</summary>
    public long? BouncedAt { get; set; }

    /// <summary>Since when nothing is sent any more; null while all is well.</summary>
    public long? QuarantinedAt { get; set; }

    public string? QuarantineReason { get; set; }
    public List<SubscriberComponentRow> Components { get; } = [];
    public List<SubscriberSectionRow> Sections { get; } = [];
    public List<SubscriberChangeRow> Changes { get; } = [];
}

/// <summary>A component that a subscriber follows.</summary>
public sealed class SubscriberComponentRow
{
    public required long SubscriberId { get; init; }
    public required string ComponentId { get; init; }
}

/// <summary>A section that a subscriber follows, with the components that it has now and will have.</summary>
public sealed class SubscriberSectionRow
{
    public required long SubscriberId { get; init; }
    public required string SectionId { get; init; }
}

/// <summary>An event that a subscriber follows.</summary>
public sealed class SubscriberChangeRow
{
    public required long SubscriberId { get; init; }
    public required long ChangeId { get; init; }
}

/// <summary>A mail that came back and was counted: it counts once, however often one says so.</summary>
public sealed class CountedBounceRow
{
    public required long SubscriberId { get; init; }

    /// <summary>The event that the mail told of; it may be gone since.</summary>
    public required long ChangeId { get; init; }

    /// <summary>The last notification of the event that was in it.</summary>
    public required int Seq { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long CountedAt { get; init; }
}

/// <summary>
/// A subscription asked for on the page, until the link that was mailed is used. One for each address.
/// </summary>
public sealed class PendingSubscriptionRow
{
    public required long PageId { get; init; }

    /// <summary>An email address in lower case.</summary>
    public required string Recipient { get; init; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public required byte[] Digest { get; set; }

    public required bool All { get; set; }
    public List<string> ComponentIds { get; set; } = [];
    public List<string> SectionIds { get; set; } = [];
    public List<long> ChangeIds { get; set; } = [];
    public required string Locale { get; set; }
    public required long CreatedAt { get; init; }

    /// <summary>From then on the link is dead.</summary>
    public required long ExpiresAt { get; set; }
}

/// <summary>
/// Subscribers whom a member has sent a file of and not yet confirmed, checked and ready to be imported: one row, or
/// several where they are more than one import takes. Gone once they are imported, or after a day.
/// </summary>
public sealed class SubscriberImportRow
{
    public required string ImportId { get; init; }

    /// <summary>From 0, in the order they are imported in.</summary>
    public required int Part { get; init; }

    public required long PageId { get; init; }

    /// <summary>Who sent the file, and alone may confirm it.</summary>
    public required long MemberId { get; init; }

    /// <summary>How many are in this part.</summary>
    public required int Count { get; init; }

    /// <summary>How many there were in all parts together.</summary>
    public required int Total { get; init; }

    /// <summary>As the API takes them, in JSON.</summary>
    public required string Items { get; init; }

    public required long CreatedAt { get; init; }
}

/// <summary>
/// A hook that a subscription goes to. A subscription that names none goes to all of its member's hooks.
/// </summary>
public sealed class SubscriberHookRow
{
    public required long SubscriberId { get; init; }
    public required string HookId { get; init; }
}

internal sealed class SubscriberTable : IEntityTypeConfiguration<SubscriberRow>
{
    public void Configure(EntityTypeBuilder<SubscriberRow> builder)
    {
        builder.ToTable("subscribers").HasKey(r => r.SubscriberId);
        builder.Property(r => r.SubscriberId).ValueGeneratedNever();
        builder
            .HasIndex(r => new
            {
                r.PageId,
                r.Method,
                r.Recipient,
            })
            .IsUnique();
        builder.HasIndex(r => new { r.PageId, r.SubscriberId });
        builder.HasIndex(r => r.Token).IsUnique();
        builder.HasIndex(r => r.MemberId);
        builder.HasIndex(r => r.QuarantinedAt);
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder
            .HasMany(r => r.Components)
            .WithOne()
            .HasForeignKey(r => r.SubscriberId)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Sections).WithOne().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Changes).WithOne().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubscriberComponentTable : IEntityTypeConfiguration<SubscriberComponentRow>
{
    public void Configure(EntityTypeBuilder<SubscriberComponentRow> builder)
    {
        builder.ToTable("subscriber_components").HasKey(r => new { r.SubscriberId, r.ComponentId });
        builder.HasIndex(r => r.ComponentId);
        builder.HasOne<ComponentRow>().WithMany().HasForeignKey(r => r.ComponentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubscriberSectionTable : IEntityTypeConfiguration<SubscriberSectionRow>
{
    public void Configure(EntityTypeBuilder<SubscriberSectionRow> builder)
    {
        builder.ToTable("subscriber_sections").HasKey(r => new { r.SubscriberId, r.SectionId });
        builder.HasIndex(r => r.SectionId);
        builder.HasOne<SectionRow>().WithMany().HasForeignKey(r => r.SectionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubscriberChangeTable : IEntityTypeConfiguration<SubscriberChangeRow>
{
    public void Configure(EntityTypeBuilder<SubscriberChangeRow> builder)
    {
        builder.ToTable("subscriber_changes").HasKey(r => new { r.SubscriberId, r.ChangeId });
        builder.HasIndex(r => r.ChangeId);
        builder.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CountedBounceTable : IEntityTypeConfiguration<CountedBounceRow>
{
    public void Configure(EntityTypeBuilder<CountedBounceRow> builder)
    {
        builder
            .ToTable("counted_bounces")
            .HasKey(r => new
            {
                r.SubscriberId,
                r.ChangeId,
                r.Seq,
            });
        builder.HasOne<SubscriberRow>().WithMany().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PendingSubscriptionTable : IEntityTypeConfiguration<PendingSubscriptionRow>
{
    public void Configure(EntityTypeBuilder<PendingSubscriptionRow> builder)
    {
        builder.ToTable("pending_subscriptions").HasKey(r => new { r.PageId, r.Recipient });
        builder.HasIndex(r => r.Digest).IsUnique();
        builder.HasIndex(r => r.ExpiresAt);
        builder.Property(r => r.ComponentIds).IsJsonList();
        builder.Property(r => r.SectionIds).IsJsonList();
        builder.Property(r => r.ChangeIds).IsJsonList();
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubscriberImportTable : IEntityTypeConfiguration<SubscriberImportRow>
{
    public void Configure(EntityTypeBuilder<SubscriberImportRow> builder)
    {
        builder.ToTable("subscriber_imports").HasKey(r => new { r.ImportId, r.Part });
        builder.HasIndex(r => r.PageId);
        builder.HasIndex(r => r.CreatedAt);
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubscriberHookTable : IEntityTypeConfiguration<SubscriberHookRow>
{
    public void Configure(EntityTypeBuilder<SubscriberHookRow> builder)
    {
        builder.ToTable("subscriber_hooks").HasKey(r => new { r.SubscriberId, r.HookId });
        builder.HasIndex(r => r.HookId);
        builder.HasOne<SubscriberRow>().WithMany().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<WebhookRow>().WithMany().HasForeignKey(r => r.HookId).OnDelete(DeleteBehavior.Cascade);
    }
}
