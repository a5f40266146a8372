using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Components;

/// <summary>Creates or updates components, all or nothing: <c>POST /status-page/component/upsert</c></summary>
internal static class UpsertComponents
{
    public static readonly Operation<UpsertComponentsRequest, UpsertComponentsResponse> Info = new(
        "/status-page/component/upsert",
        "Create or update components",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.ComponentWriteUpsert),
    };

    private static async Task<UpsertComponentsResponse> Handle(UpsertComponentsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, items) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var sections = await db.Sections.Where(s => s.PageId == pageId).Select(s => s.SectionId).ToHashSetAsync(cancel);
        var rows = await db
            .Components.Where(c => c.PageId == pageId && c.DeletedAt == null)
            .ToDictionaryAsync(c => c.ComponentId, StringComparer.Ordinal, cancel);
        var names = rows.Values.ToDictionary(c => c.ComponentId, c => c.Name, StringComparer.Ordinal);
        var lastOrder = rows.Values.Select(c => c.OrderId).DefaultIfEmpty(0).Max();
        var now = op.Clock.Seconds();
        var ids = new List<string>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var field = Validate.Index("components", i);
            if (item.SectionId is { Length: > 0 } section && !sections.Contains(section))
                throw Errors.Invalid(Messages.UnknownSection, field + ".section_id");
            ComponentRow? row;
            if (item.ComponentId is null)
            {
                row = new ComponentRow
                {
                    ComponentId = Ids.NewUlid(op.Clock),
                    PageId = pageId,
                    Name = item.Name!,
                    OrderId = item.OrderId ?? ++lastOrder,
                    AvailableSinceSeconds = now,
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                db.Components.Add(row);
                rows.Add(row.ComponentId, row);
            }
            else if (!rows.TryGetValue(item.ComponentId, out row))
            {
                throw Errors.NotFound(field + ".component_id");
            }

            item.PutInto(row, now);
            ids.Add(row.ComponentId);
        }

        UniqueNames.Demand(
            rows.Values,
            c => c.Name,
            c => names.GetValueOrDefault(c.ComponentId),
            c => ids.IndexOf(c.ComponentId),
            "components"
        );
        write.SetAuditTarget(string.Join(", ", items.Select(c => c.Name)));
        await write.Commit(cancel);
        return new UpsertComponentsResponse(ids);
    }
}

public sealed record UpsertComponentsRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    [MaxLength(1000)]
    public List<ComponentFields?>? Components { get; set; }

    internal (long PageId, IReadOnlyList<ComponentFields> Items) Check()
    {
        var pageId = Validate.Id(PageId, "page_id");
        var items = Validate.Items(Components, "components");
        var errors = new FieldErrors();
        for (var i = 0; i < items.Count; i++)
            items[i].Check(Validate.Index("components", i), errors);
        errors.ThrowIfAny();
        Validate.Distinct(items.Select((c, i) => c.ComponentId ?? "#" + i), "components", "component_id");
        return (pageId, items);
    }
}

/// <summary>Absent keeps the value; on creation it means the default.</summary>
public sealed record ComponentFields
{
    /// <summary>Absent creates a component.</summary>
    public string? ComponentId { get; set; }

    /// <summary>Empty removes the component from its section.</summary>
    public string? SectionId { get; set; }

    [Required]
    public string? Name { get; set; }

    /// <summary>Empty clears it.</summary>
    public string? Description { get; set; }
    public long? OrderId { get; set; }
    public long? AvailableSinceSeconds { get; set; }
    public bool? HideUptime { get; set; }
    public bool? HideAll { get; set; }

    internal void Check(string field, FieldErrors errors)
    {
        if (ComponentId is not null)
            errors.Check(() => Validate.Ulid(ComponentId, field + ".component_id"));
        if (SectionId is { Length: > 0 })
            errors.Check(() => Validate.Ulid(SectionId, field + ".section_id"));
        Name = errors.Check(() => Validate.Line(Name, field + ".name", 255));
        Description = errors.Check(() => Validate.OptionalText(Description, field + ".description"));
        errors.Check(() => Validate.Range(OrderId ?? 0, field + ".order_id", -Ids.Max, Ids.Max));
        errors.Check(() => Validate.Seconds(AvailableSinceSeconds, field + ".available_since_seconds"));
    }

    internal void PutInto(ComponentRow row, long now)
    {
        row.SectionId =
            SectionId is null ? row.SectionId
            : SectionId.Length == 0 ? null
            : SectionId;
        row.Name = Name!;
        row.Description =
            Description is null ? row.Description
            : Description.Length == 0 ? null
            : Description;
        row.OrderId = OrderId ?? row.OrderId;
        row.AvailableSinceSeconds = AvailableSinceSeconds ?? row.AvailableSinceSeconds;
        row.HideUptime = HideUptime ?? row.HideUptime;
        row.HideAll = HideAll ?? row.HideAll;
        row.UpdatedAt = now;
    }
}

/// <param name="ComponentIds">In the order of the request.</param>
public sealed record UpsertComponentsResponse(IReadOnlyList<string> ComponentIds);
