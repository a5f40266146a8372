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
/// How a subscriber is notified: by email on public pages, through members' webhooks on internal ones.
/// </summary>
public enum SubscriptionMethod
{
    Email,
    Im,
}

/// <summary>
/// A confirmed subscriber of a page. Unconfirmed ones are <see cref="PendingSubscriptionRow"/>s.
/// </summary>
public sealed class SubscriberRow
{
    public required long SubscriberId { get; init; }
    public required long PageId { get; init; }
    public required SubscriptionMethod Method { get; init; }

    /// <summary>An email address in lower case, or a member's ID in decimal. Unique within page and method.</summary>
    public required string Recipient { get; init; }

    /// <summary>The member whose webhooks receive the messages; null for email.</summary>
    public long? MemberId { get; init; }

    /// <summary>The domain of the address, which connection limits apply to; empty for members.</summary>
    public required string Domain { get; init; }

    /// <summary>Follows everything on the page; then the lists below are empty.</summary>
    public required bool All { get; set; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>
    /// The secret in the links that manage and end the subscription. Not hashed, because every email contains it.
    /// </summary>
    public required string Token { get; init; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }

    /// <summary>Permanent refusals in a row.</summary>
    public int Failures { get; set; }

    /// <summary>
    /// Permanent bounces of accepted emails, with less than thirty days between each two.
    /// </summary>
    public int Bounces { get; set; }

    /// <summary>When a bounce was last counted, in Unix seconds.</summary>
    public long? BouncedAt { get; set; }

    /// <summary>When sending stopped, in Unix seconds; null if not in quarantine.</summary>
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

/// <summary>A section that a subscriber follows, with all its present and future components.</summary>
public sealed class SubscriberSectionRow
{
    public required long SubscriberId { get; init; }
    public required string SectionId { get; init; }
}

/// <summary>A change that a subscriber follows.</summary>
public sealed class SubscriberChangeRow
{
    public required long SubscriberId { get; init; }
    public required long ChangeId { get; init; }
}

/// <summary>A counted bounce, so that further reports of the same email's bounce are ignored.</summary>
public sealed class CountedBounceRow
{
    public required long SubscriberId { get; init; }

    /// <summary>The change that the email was about; may have been deleted.</summary>
    public required long ChangeId { get; init; }

    /// <summary>The last of the change's notifications in the email.</summary>
    public required int Seq { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long CountedAt { get; init; }
}

/// <summary>
/// A subscription requested on the page, until the link in the confirmation email is used. One per address.
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

    /// <summary>When the link stops working, in Unix seconds.</summary>
    public required long ExpiresAt { get; set; }
}

/// <summary>
/// Subscribers from a member's file, validated and waiting for the member to confirm the import. Several rows if there
/// are more subscribers than one import takes. Deleted on import or after a day.
/// </summary>
public sealed class SubscriberImportRow
{
    public required string ImportId { get; init; }

    /// <summary>From 0, in import order.</summary>
    public required int Part { get; init; }

    public required long PageId { get; init; }

    /// <summary>The member who sent the file; only this member may confirm it.</summary>
    public required long MemberId { get; init; }

    /// <summary>Subscribers in this part.</summary>
    public required int Count { get; init; }

    /// <summary>Subscribers in all parts together.</summary>
    public required int Total { get; init; }

    /// <summary>JSON, in the format of the API.</summary>
    public required string Items { get; init; }

    public required long CreatedAt { get; init; }
}

/// <summary>
/// A webhook that a subscription uses. A subscription without any uses all webhooks of its member.
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
