using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Sections;

/// <summary>Creates or updates sections, all or nothing: <c>POST /status-page/section/upsert</c></summary>
internal static class UpsertSections
{
    public static readonly Operation<UpsertSectionsRequest, UpsertSectionsResponse> Info = new(
        "/status-page/section/upsert",
        "Create or update sections",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.SectionWriteUpsert),
    };

    private static async Task<UpsertSectionsResponse> Handle(UpsertSectionsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, items) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var rows = await db
            .Sections.Where(s => s.PageId == pageId)
            .ToDictionaryAsync(s => s.SectionId, StringComparer.Ordinal, cancel);
        var names = rows.Values.ToDictionary(s => s.SectionId, s => s.Name, StringComparer.Ordinal);
        var lastOrder = rows.Values.Select(s => s.OrderId).DefaultIfEmpty(0).Max();
        var ids = new List<string>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            SectionRow? row;
            if (item.SectionId is null)
            {
                row = new SectionRow
                {
                    SectionId = Ids.NewUlid(op.Clock),
                    PageId = pageId,
                    Name = item.Name!,
                    OrderId = item.OrderId ?? ++lastOrder,
                    CreatedAt = op.Clock.Seconds(),
                };
                db.Sections.Add(row);
                rows.Add(row.SectionId, row);
            }
            else if (!rows.TryGetValue(item.SectionId, out row))
            {
                throw Errors.NotFound(Validate.Index("sections", i) + ".section_id");
            }

            row.Name = item.Name!;
            row.Description =
                item.Description is null ? row.Description
                : item.Description.Length == 0 ? null
                : item.Description;
            row.OrderId = item.OrderId ?? row.OrderId;
            row.HideUptime = item.HideUptime ?? row.HideUptime;
            row.HideAll = item.HideAll ?? row.HideAll;
            ids.Add(row.SectionId);
        }

        UniqueNames.Demand(
            rows.Values,
            s => s.Name,
            s => names.GetValueOrDefault(s.SectionId),
            s => ids.IndexOf(s.SectionId),
            "sections"
        );
        write.SetAuditTarget(string.Join(", ", items.Select(s => s.Name)));
        await write.Commit(cancel);
        return new UpsertSectionsResponse(ids);
    }
}

public sealed record UpsertSectionsRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    [MaxLength(1000)]
    public List<SectionFields?>? Sections { get; set; }

    internal (long PageId, IReadOnlyList<SectionFields> Items) Check()
    {
        var pageId = Validate.Id(PageId, "page_id");
        var items = Validate.Items(Sections, "sections");
        var errors = new FieldErrors();
        for (var i = 0; i < items.Count; i++)
            items[i].Check(Validate.Index("sections", i), errors);
        errors.ThrowIfAny();

        Validate.Distinct(items.Select((s, i) => s.SectionId ?? "#" + i), "sections", "section_id");
        return (pageId, items);
    }
}

/// <summary>Absent keeps the value; on creation it means the default.</summary>
public sealed record SectionFields
{
    /// <summary>Absent creates a section.</summary>
    public string? SectionId { get; set; }

    [Required]
    public string? Name { get; set; }

    /// <summary>Empty clears it.</summary>
    public string? Description { get; set; }
    public long? OrderId { get; set; }
    public bool? HideUptime { get; set; }
    public bool? HideAll { get; set; }

    internal void Check(string field, FieldErrors errors)
    {
        if (SectionId is not null)
            errors.Check(() => Validate.Ulid(SectionId, field + ".section_id"));
        Name = errors.Check(() => Validate.Line(Name, field + ".name", 255));
        Description = errors.Check(() => Validate.OptionalText(Description, field + ".description"));
        errors.Check(() => Validate.Range(OrderId ?? 0, field + ".order_id", -Ids.Max, Ids.Max));
    }
}

/// <param name="SectionIds">In the order of the request.</param>
public sealed record UpsertSectionsResponse(IReadOnlyList<string> SectionIds);
