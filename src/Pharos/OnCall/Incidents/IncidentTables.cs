using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.Platform.Accounts;

namespace Pharos.OnCall.Incidents;

/// <summary>What people respond to: one alert or several like alerts, or a report made by hand.</summary>
public sealed class IncidentRow
{
    public required string IncidentId { get; init; }

    /// <summary>The last six digits of the ID in upper case, for people. Not unique.</summary>
    public required string Num { get; init; }

    public required long AccountId { get; init; }

    /// <summary>Null for an incident made by hand outside any space.</summary>
    public long? SpaceId { get; init; }

    /// <summary>The key of the first alert; empty if made by hand.</summary>
    public string DedupKey { get; set; } = "";

    /// <summary>How its alerts were grouped.</summary>
    public GroupMethod GroupMethod { get; init; } = GroupMethod.N;

    /// <summary>Digests of the values of its first alert; empty without grouping by equality.</summary>
    public List<string> GroupDigests { get; init; } = [];

    /// <summary>Whether further alerts may join.</summary>
    public bool CanMerge { get; set; } = true;

    public required string Title { get; set; }
    public string Description { get; set; } = "";
    public string Impact { get; set; } = "";
    public string RootCause { get; set; } = "";
    public string Resolution { get; set; } = "";
    public required EventStatus Severity { get; set; }

    /// <summary>The worst status of its alerts; <see cref="EventStatus.Ok"/> when all have recovered.</summary>
    public required EventStatus Status { get; set; }

    public IncidentProgress Progress { get; set; }

    /// <summary>Fields set by hand, which no longer follow the alerts.</summary>
    public List<string> ManualOverrides { get; set; } = [];

    public Dictionary<string, string> Labels { get; set; } = [];

    /// <summary>Values of custom fields, as a JSON object.</summary>
    public string Fields { get; set; } = "{}";

    public List<EventImage> Images { get; set; } = [];
    public required long StartTime { get; set; }
    public required long LastTime { get; set; }

    /// <summary>When all alerts had recovered, in unix seconds; 0 before.</summary>
    public long EndTime { get; set; }

    /// <summary>The first acknowledgement; 0 while no one has acknowledged.</summary>
    public long AckTime { get; set; }

    public long CloseTime { get; set; }

    /// <summary>When it was reopened last; the time to the automatic resolution counts from there.</summary>
    public long ReopenedAt { get; set; }

    /// <summary>When the last alert joined.</summary>
    public required long LastMergeTime { get; set; }

    /// <summary>The end of the snooze; 0 if not snoozed.</summary>
    public long SnoozedUntil { get; set; }

    /// <summary>0 for the system.</summary>
    public long CreatorId { get; init; }

    public long CloserId { get; set; }
    public long OwnerId { get; set; }
    public bool IsRare { get; set; }
    public bool EverMuted { get; set; }

    /// <summary>The latest assignment, as JSON.</summary>
    public string Assignment { get; set; } = "{}";

    public long AlertCount { get; set; }
    public long ActiveAlertCount { get; set; }
    public long EventCount { get; set; }

    /// <summary>The integration of the first alert.</summary>
    public long? IntegrationId { get; init; }

    public List<long> IntegrationIds { get; set; } = [];

    /// <summary>The largest storm threshold that was reached; 0 for none.</summary>
    public int StormThreshold { get; set; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public List<IncidentResponderRow> Responders { get; } = [];
}

/// <summary>A member who was assigned to an incident.</summary>
public sealed class IncidentResponderRow
{
    public required string IncidentId { get; init; }
    public required long MemberId { get; init; }

    /// <summary>The order in which people came.</summary>
    public int Position { get; init; }

    public required long AssignedAt { get; set; }

    /// <summary>0 until the member acknowledges.</summary>
    public long AcknowledgedAt { get; set; }
}

/// <summary>A custom field of incidents.</summary>
public sealed class IncidentFieldRow
{
    public required string FieldId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>The name on the wire; never changes.</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; set; }
    public string Description { get; set; } = "";
    public required IncidentFieldType Type { get; init; }

    /// <summary>The choices of a select.</summary>
    public List<string> Options { get; set; } = [];

    /// <summary>As JSON; null for none.</summary>
    public string? DefaultValue { get; set; }

    public required long CreatorId { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public required long UpdatedBy { get; set; }
}

/// <summary>What values a custom field takes.</summary>
public enum IncidentFieldType
{
    Checkbox,
    MultiSelect,
    SingleSelect,
    Text,
}

internal sealed class IncidentTable : IEntityTypeConfiguration<IncidentRow>
{
    public void Configure(EntityTypeBuilder<IncidentRow> builder)
    {
        builder.ToTable("incidents").HasKey(r => r.IncidentId);
        builder.Property(r => r.GroupDigests).IsJsonList();
        builder.Property(r => r.ManualOverrides).IsJsonList();
        builder.Property(r => r.Labels).IsJsonMap();
        builder.Property(r => r.Images).IsJsonList();
        builder.Property(r => r.IntegrationIds).IsJsonList();
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.StartTime,
            r.IncidentId,
        });
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.Progress,
            r.StartTime,
        });
        builder.HasIndex(r => new
        {
            r.SpaceId,
            r.Progress,
            r.LastMergeTime,
        });
        builder.HasIndex(r => new { r.AccountId, r.Num });
        builder.HasIndex(r => new
        {
            r.SpaceId,
            r.DedupKey,
            r.StartTime,
        });
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SpaceRow>().WithMany().HasForeignKey(r => r.SpaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Responders).WithOne().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class IncidentResponderTable : IEntityTypeConfiguration<IncidentResponderRow>
{
    public void Configure(EntityTypeBuilder<IncidentResponderRow> builder)
    {
        builder.ToTable("incident_responders").HasKey(r => new { r.IncidentId, r.MemberId });
        builder.HasIndex(r => r.MemberId);
    }
}

internal sealed class IncidentFieldTable : IEntityTypeConfiguration<IncidentFieldRow>
{
    public void Configure(EntityTypeBuilder<IncidentFieldRow> builder)
    {
        builder.ToTable("incident_fields").HasKey(r => r.FieldId);
        builder.Property(r => r.Options).IsJsonList();
        builder.HasIndex(r => new { r.AccountId, r.Name }).IsUnique();
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
