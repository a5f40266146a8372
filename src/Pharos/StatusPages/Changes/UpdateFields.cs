using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>A timeline entry in the request that creates a change.</summary>
public sealed record UpdateFields
{
    /// <summary>Set by clients that replay history; otherwise generated.</summary>
    public string? UpdateId { get; set; }
    public long? AtSeconds { get; set; }

    /// <summary>Absent keeps the change's status.</summary>
    public ChangeStatus? Status { get; set; }
    public string? Description { get; set; }

    [MaxLength(1000)]
    public List<ComponentChangeFields?>? ComponentChanges { get; set; }

    /// <summary>
    /// Beyond the contract: when the next update is promised. Valid until another update arrives or the change
    /// ends.
    /// </summary>
    public long? NextUpdateAtSeconds { get; set; }

    internal void Check(string field, ChangeType type)
    {
        if (UpdateId is not null)
            Validate.Ulid(UpdateId, field + ".update_id");
        Validate.Seconds(AtSeconds, field + ".at_seconds");
        StatusField.Check(Status, field + ".status", type);
        Description = Validate.OptionalText(Description, field + ".description");
        Validate.Seconds(NextUpdateAtSeconds, field + ".next_update_at_seconds");
        ComponentChangeFields.Check(ComponentChanges, field + ".component_changes", type);
    }

    internal UpdateRow ToRow(long changeId, long atSeconds, long arrival, ChangeStatus? status, TimeProvider clock)
    {
        var row = new UpdateRow
        {
            ChangeId = changeId,
            UpdateId = UpdateId ?? Ids.NewUlid(clock),
            AtSeconds = atSeconds,
            Arrival = arrival,
            Status = status,
            Description = Description ?? "",
            NextUpdateAt = NextUpdateAtSeconds,
            CreatedAt = clock.Seconds(),
        };
        row.ComponentChanges.AddRange(
            (ComponentChanges ?? []).Select(
                (c, i) =>
                    new ComponentChangeRow
                    {
                        ChangeId = changeId,
                        UpdateId = row.UpdateId,
                        ComponentId = c!.ComponentId!,
                        Status = c.Status!.Value,
                        Position = i,
                    }
            )
        );
        return row;
    }
}

/// <summary>The status that an update gives to one component.</summary>
public sealed record ComponentChangeFields
{
    [Required]
    public string? ComponentId { get; set; }

    [Required]
    public ComponentStatus? Status { get; set; }

    /// <summary>
    /// Each component at most once, and only statuses that fit the type. <see cref="DemandOnPage"/> checks that the
    /// components exist.
    /// </summary>
    internal static void Check(IReadOnlyList<ComponentChangeFields?>? items, string field, ChangeType type)
    {
        if (Validate.OptionalItems(items, field) is not { } changes)
            return;
        for (var i = 0; i < changes.Count; i++)
        {
            var one = Validate.Index(field, i);
            Validate.Ulid(changes[i].ComponentId, one + ".component_id");
            var status = Validate.Required(changes[i].Status, one + ".status");
            if (!ComponentStatuses.For(type).Contains(status))
                throw StatusField.OfOtherType(one + ".status", ComponentStatuses.For(type), type);
        }

        Validate.Distinct(changes.Select(c => c.ComponentId), field, "component_id");
    }

    internal static async Task DemandOnPage(
        PharosDb db,
        long pageId,
        IReadOnlyList<(string Field, IReadOnlyList<ComponentChangeFields?>? Items)> lists,
        CancellationToken cancel
    )
    {
        var ids = lists
            .SelectMany(l => l.Items ?? [])
            .Select(c => c!.ComponentId!)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (ids.Count == 0)
            return;
        var there = await db
            .Components.Where(c => c.PageId == pageId && c.DeletedAt == null && ids.Contains(c.ComponentId))
            .Select(c => c.ComponentId)
            .ToHashSetAsync(cancel);
        foreach (var (field, items) in lists)
        {
            for (var i = 0; i < (items?.Count ?? 0); i++)
            {
                if (!there.Contains(items![i]!.ComponentId!))
                    throw Errors.Invalid(Messages.UnknownComponent, Validate.Index(field, i) + ".component_id");
            }
        }
    }
}

/// <summary>Checks that a status fits the type of the change.</summary>
internal static class StatusField
{
    public static void Check(ChangeStatus? status, string field, ChangeType type)
    {
        if (status is { } given && !given.BelongsTo(type))
            throw OfOtherType(field, ChangeStatuses.For(type), type);
    }

    public static ApiException OfOtherType<T>(string field, IEnumerable<T> allowed, ChangeType type)
        where T : struct, Enum =>
        Errors.Invalid(
            Messages.StatusOfOtherType,
            field,
            string.Join(", ", allowed.Select(WireName<T>.ToWire)),
            WireName<ChangeType>.ToWire(type)
        );
}
