using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Templates;

/// <summary>
/// Returns the built-in template, by either of its IDs, or lists it: <c>POST /template/info</c> and
/// <c>/template/list</c>
/// </summary>
internal static class ReadTemplates
{
    public static readonly Operation<MessageTemplateRequest, MessageTemplateItem> Info = new(
        "/template/info",
        "Get template detail",
        HandleInfo
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    public static readonly Operation<ListMessageTemplatesRequest, ListMessageTemplatesResponse> List = new(
        "/template/list",
        "List templates",
        HandleList
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static async Task<MessageTemplateItem> HandleInfo(MessageTemplateRequest request, OperationContext op)
    {
        var id = Validate.ObjectId(request.TemplateId, "template_id");
        return BuiltInTemplate.IsId(id)
            ? BuiltInTemplate.Item(op.Caller, id, await CreatedAt(op), op.Language)
            : throw Errors.NotFound("template_id");
    }

    private static async Task<ListMessageTemplatesResponse> HandleList(
        ListMessageTemplatesRequest request,
        OperationContext op
    )
    {
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 20);
        var query = Validate.OptionalLine(request.Query, "query", 255);
        var teamIds = Validate.OptionalIds(request.TeamIds, "team_ids");
        var creatorId = request.CreatorId is null or 0
            ? request.CreatorId
            : Validate.Id(request.CreatorId, "creator_id");
        var item = BuiltInTemplate.Item(op.Caller, BuiltInTemplate.Id, await CreatedAt(op), op.Language);
        // The template belongs to no team, and to the system.
        var isIncluded =
            request.IsMyTeam != true
            && teamIds.Count == 0
            && creatorId is null or 0
            && (query is null || item.TemplateName.Contains(query, StringComparison.OrdinalIgnoreCase));
        return new ListMessageTemplatesResponse(
            isIncluded ? 1 : 0,
            HasNextPage: false,
            isIncluded && paging.Page == 1 ? [item] : []
        );
    }

    private static Task<long> CreatedAt(OperationContext op) =>
        op.Db.Accounts.Where(a => a.AccountId == op.Caller.AccountId).Select(a => a.CreatedAt).SingleAsync(op.Cancel);
}

/// <summary>Names one template.</summary>
public sealed record MessageTemplateRequest
{
    [Required]
    public string? TemplateId { get; set; }
}

public enum MessageTemplateOrder
{
    CreatedAt,
    UpdatedAt,
}

public sealed record ListMessageTemplatesRequest
{
    public long? P { get; set; }
    public long? Limit { get; set; }
    public MessageTemplateOrder? Orderby { get; set; }
    public bool? Asc { get; set; }

    /// <summary>Only templates of the caller's teams.</summary>
    public bool? IsMyTeam { get; set; }

    [MaxLength(100)]
    public List<long?>? TeamIds { get; set; }

    /// <summary>0 for the system.</summary>
    public long? CreatorId { get; set; }

    /// <summary>Part of a name; case is ignored.</summary>
    public string? Query { get; set; }
}

public sealed record ListMessageTemplatesResponse(
    int Total,
    bool HasNextPage,
    IReadOnlyList<MessageTemplateItem> Items
);
