using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Templates;

/// <summary>Lists a page's templates of one type, oldest first: <c>GET /status-page/template/list</c></summary>
internal static class ListTemplates
{
    public static readonly Operation<ListTemplatesRequest, ListTemplatesResponse> Info = new(
        "/status-page/template/list",
        "List event templates",
        Handle
    )
    {
        Kind = OperationKind.Read,
    };

    private static async Task<ListTemplatesResponse> Handle(ListTemplatesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var type = Validate.Required(request.Type, "type");

        await PageReader.Exists(db, caller, pageId, cancel);
        var rows = await db
            .Templates.AsNoTracking()
            .Where(t => t.PageId == pageId && t.Type == type)
            .OrderBy(t => t.TemplateId)
            .ToListAsync(cancel);
        return new ListTemplatesResponse(rows.ConvertAll(Item));
    }

    private static TemplateItem Item(TemplateRow row) =>
        new()
        {
            TemplateId = row.TemplateId,
            Title = row.Title,
            EventType = row.EventType,
            Status = row.Status,
            Description = row.Description,
            Messages =
                row.Type == TemplateType.Message
                    ? row.Messages.ToDictionary(
                        m => WireName<ChangeStatus>.ToWire(m.Status),
                        m => m.Text,
                        StringComparer.Ordinal
                    )
                    : null,
        };
}

public sealed record ListTemplatesRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public TemplateType? Type { get; set; }
}

/// <param name="Items">All of them: a page has at most <see cref="UpsertTemplate.Most"/> of each type.</param>
public sealed record ListTemplatesResponse(IReadOnlyList<TemplateItem> Items);

public sealed record TemplateItem
{
    public required string TemplateId { get; init; }
    public required string Title { get; init; }
    public required ChangeType EventType { get; init; }
    public required ChangeStatus Status { get; init; }
    public required string? Description { get; init; }

    /// <summary>Texts by status; only <c>message</c> templates have them.</summary>
    public required IReadOnlyDictionary<string, string>? Messages { get; init; }
}
