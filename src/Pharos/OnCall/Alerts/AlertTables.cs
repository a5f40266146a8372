using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Alerts;

/// <summary>What the events with one key report, from the first one until the recovery.</summary>
public sealed class AlertRow
{
    public required string AlertId { get; init; }
    public required long AccountId { get; init; }
    public required long IntegrationId { get; init; }
    public required long SpaceId { get; init; }

    /// <summary>Null if the alert belongs to no incident, because a rule muted it.</summary>
    public string? IncidentId { get; set; }

    /// <summary>Identifies the alert within its integration and space, together with its time.</summary>
    public required string AlertKey { get; init; }

    public required string TitleRule { get; set; }
    public required string Title { get; set; }
    public required string Description { get; set; }

    /// <summary>The highest severity of its events.</summary>
    public required EventStatus Severity { get; set; }

    /// <summary>The status of the latest event.</summary>
    public required EventStatus Status { get; set; }

    public required Dictionary<string, string> Labels { get; set; }
    public required List<EventImage> Images { get; set; }

    /// <summary>The time of the first event, in unix seconds.</summary>
    public required long StartTime { get; set; }

    /// <summary>The time of the latest event.</summary>
    public required long LastTime { get; set; }

    /// <summary>The time of the recovery; 0 while active.</summary>
    public long EndTime { get; set; }

    /// <summary>When a member or a time-out closed it; 0 if none did.</summary>
    public long CloseTime { get; set; }

    /// <summary>An open alert takes further events with its key.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Whether it is the newest alert of its key, which decides about the next event.</summary>
    public bool IsNewest { get; set; } = true;

    /// <summary>The time of the newest firing event.</summary>
    public long FiringTime { get; set; }

    public EventStatus FiringStatus { get; set; }

    /// <summary>Firing events before this time belong to earlier alerts of the key.</summary>
    public long NotBefore { get; set; }

    /// <summary>Its recovery and later ones, as JSON; null while it is firing.</summary>
    public string? Recoveries { get; set; }

    public bool EverMuted { get; set; }
    public long EventCount { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
}

/// <summary>Recoveries of a key that came before any firing event.</summary>
public sealed class EarlyRecoveryRow
{
    public required long IntegrationId { get; init; }
    public required long SpaceId { get; init; }
    public required string AlertKey { get; init; }

    /// <summary>As JSON.</summary>
    public required string Recoveries { get; set; }

    /// <summary>When the row is no longer needed, in unix seconds.</summary>
    public required long ExpiresAt { get; set; }
}

/// <summary>One event of an alert, as received.</summary>
public sealed class AlertEventRow
{
    public required string EventId { get; init; }
    public required string AlertId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>When it happened, in unix seconds.</summary>
    public required long Time { get; init; }

    public required EventStatus Status { get; init; }
    public required string TitleRule { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required Dictionary<string, string> Labels { get; init; }
    public required List<EventImage> Images { get; init; }
    public required long CreatedAt { get; init; }
}

internal sealed class AlertTable : IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.ToTable("alerts").HasKey(r => r.AlertId);
        builder.Property(r => r.Labels).IsJsonMap();
        builder.Property(r => r.Images).IsJsonList();
        builder
            .HasIndex(r => new
            {
                r.IntegrationId,
                r.SpaceId,
                r.AlertKey,
            })
            .IsUnique()
            .HasFilter("is_newest");
        builder.HasIndex(r => r.IncidentId);
        builder.HasIndex(r => new { r.SpaceId, r.LastTime });
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.CreatedAt,
            r.AlertId,
        });
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.UpdatedAt,
            r.AlertId,
        });
        builder.HasOne<SpaceRow>().WithMany().HasForeignKey(r => r.SpaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EarlyRecoveryTable : IEntityTypeConfiguration<EarlyRecoveryRow>
{
    public void Configure(EntityTypeBuilder<EarlyRecoveryRow> builder)
    {
        builder
            .ToTable("early_recoveries")
            .HasKey(r => new
            {
                r.IntegrationId,
                r.SpaceId,
                r.AlertKey,
            });
        builder.HasIndex(r => r.ExpiresAt);
        builder.HasOne<SpaceRow>().WithMany().HasForeignKey(r => r.SpaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AlertEventTable : IEntityTypeConfiguration<AlertEventRow>
{
    public void Configure(EntityTypeBuilder<AlertEventRow> builder)
    {
        builder.ToTable("alert_events").HasKey(r => r.EventId);
        builder.Property(r => r.Labels).IsJsonMap();
        builder.Property(r => r.Images).IsJsonList();
        builder.HasIndex(r => new { r.AlertId, r.Time });
        builder.HasIndex(r => new { r.AccountId, r.Time });
        builder.HasOne<AlertRow>().WithMany().HasForeignKey(r => r.AlertId).OnDelete(DeleteBehavior.Cascade);
    }
}
