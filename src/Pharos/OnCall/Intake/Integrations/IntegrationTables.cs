using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.OnCall.Spaces;
using Pharos.Platform.Accounts;
using Pharos.Platform.Teams;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>A source of events, with the key that its sender puts in the address.</summary>
public sealed class IntegrationRow
{
    public required long IntegrationId { get; init; }
    public required long AccountId { get; init; }
    public required IntegrationType Type { get; init; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public long? TeamId { get; set; }

    /// <summary>The space that gets all events; null for a shared integration, whose route decides.</summary>
    public long? SpaceId { get; set; }

    /// <summary>
    /// A secret that only allows pushing events. Stored in plain text, because the console shows the whole address.
    /// </summary>
    public required string Key { get; set; }

    /// <summary>Settings of the type, as JSON.</summary>
    public required string Settings { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>The integration's ID in another system.</summary>
    public string? RefId { get; set; }

    public required long CreatorId { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public required long UpdatedBy { get; set; }
    public long? LastEventAt { get; set; }
}

/// <summary>The sender that an integration is for.</summary>
public enum IntegrationType
{
    Standard,
    Prometheus,
    Grafana,
    Zabbix,
    Pagerduty,
    Opsgenie,

    [JsonStringEnumMemberName("uptime-kuma")]
    UptimeKuma,
    Email,
    Heartbeat,
    Change,
}

/// <summary>One version of a shared integration's route.</summary>
public sealed class RouteRow
{
    public required long IntegrationId { get; init; }
    public required long Version { get; init; }
    public required long AccountId { get; init; }

    /// <summary>The cases and the default, as JSON.</summary>
    public required string Body { get; init; }

    public required bool IsCurrent { get; set; }
    public required long CreatedAt { get; init; }
    public required long CreatorId { get; init; }
}

/// <summary>One of the last payloads of an integration, for its screen.</summary>
public sealed class RecentPayloadRow
{
    public required long IntegrationId { get; init; }

    /// <summary>The place in a ring of the latest payloads.</summary>
    public required int Slot { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ReceivedAt { get; set; }

    /// <summary>The number of events that were accepted.</summary>
    public required int Events { get; set; }

    /// <summary>The beginning of the payload.</summary>
    public required byte[] Body { get; set; }

    /// <summary>Why the payload, or a part of it, was rejected.</summary>
    public string? Error { get; set; }
}

internal sealed class IntegrationTable : IEntityTypeConfiguration<IntegrationRow>
{
    public void Configure(EntityTypeBuilder<IntegrationRow> builder)
    {
        builder.ToTable("integrations").HasKey(r => r.IntegrationId);
        builder.Property(r => r.IntegrationId).ValueGeneratedNever();
        builder.HasIndex(r => r.AccountId);
        builder.HasIndex(r => r.Key).IsUnique();
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SpaceRow>().WithMany().HasForeignKey(r => r.SpaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TeamRow>().WithMany().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class RouteTable : IEntityTypeConfiguration<RouteRow>
{
    public void Configure(EntityTypeBuilder<RouteRow> builder)
    {
        builder.ToTable("routes").HasKey(r => new { r.IntegrationId, r.Version });
        builder
            .HasOne<IntegrationRow>()
            .WithMany()
            .HasForeignKey(r => r.IntegrationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecentPayloadTable : IEntityTypeConfiguration<RecentPayloadRow>
{
    public void Configure(EntityTypeBuilder<RecentPayloadRow> builder)
    {
        builder.ToTable("recent_payloads").HasKey(r => new { r.IntegrationId, r.Slot });
        builder
            .HasOne<IntegrationRow>()
            .WithMany()
            .HasForeignKey(r => r.IntegrationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
