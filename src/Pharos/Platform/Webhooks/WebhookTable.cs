using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Notifications.Transports;
using Pharos.Platform.Members;

namespace Pharos.Platform.Webhooks;

/// <summary>A member's own incoming webhook of a chat service.</summary>
public sealed class WebhookRow
{
    public required string HookId { get; init; }
    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required ImPlatform Platform { get; init; }
    public required string Name { get; set; }

    /// <summary>A secret: knowing the URL is enough to post.</summary>
    public required string Url { get; set; }

    /// <summary>The key that signs messages, if the chat service requires it.</summary>
    public string? Secret { get; set; }

    public required long CreatedAt { get; init; }

    /// <summary>Permanent refusals in a row.</summary>
    public int Failures { get; set; }

    /// <summary>When the quarantine began; null if messages are sent.</summary>
    public long? QuarantinedAt { get; set; }

    public string? QuarantineReason { get; set; }
}

internal sealed class WebhookTable : IEntityTypeConfiguration<WebhookRow>
{
    public void Configure(EntityTypeBuilder<WebhookRow> builder)
    {
        builder.ToTable("im_hooks").HasKey(r => r.HookId);
        builder.HasIndex(r => r.MemberId);
        builder.HasIndex(r => r.QuarantinedAt);
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
