using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Fields;

/// <summary>Reads custom fields: <c>POST /field/info</c> and <c>/field/list</c></summary>
internal static class ReadFields
{
    public static readonly Operation<FieldRequest, FieldItem> Info = new(
        "/field/info",
        "Get custom field detail",
        HandleInfo
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentFieldsRead,
        IsForAccount = true,
    };

    public static readonly Operation<ListFieldsRequest, ListFieldsResponse> List = new(
        "/field/list",
        "List custom fields",
        HandleList
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentFieldsRead,
        IsForAccount = true,
    };

    private static async Task<FieldItem> HandleInfo(FieldRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.ObjectId(request.FieldId, "field_id");
        return FieldReader.Item(await FieldReader.Find(db, caller, id, cancel));
    }

    private static async Task<ListFieldsResponse> HandleList(ListFieldsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var query = Validate.OptionalLine(request.Query, "query", 255);
        var creatorId = request.CreatorId is null or 0 ? null : request.CreatorId;
        if (creatorId is not null)
            Validate.Id(creatorId, "creator_id");

        // An account has at most CreateField.Max fields.
        var rows = await FieldReader.For(db, caller).AsNoTracking().ToListAsync(cancel);
        var found = rows.Where(f =>
            (creatorId is null || f.CreatorId == creatorId)
            && (
                query is null
                || f.Name.Contains(query, StringComparison.OrdinalIgnoreCase)
                || f.DisplayName.Contains(query, StringComparison.OrdinalIgnoreCase)
            )
        );
        var ordered = (
            request.Orderby == FieldOrder.UpdatedAt ? found.OrderBy(f => f.UpdatedAt) : found.OrderBy(f => f.CreatedAt)
        ).ThenBy(f => f.FieldId, StringComparer.Ordinal);
        return new ListFieldsResponse([
            .. (request.Asc == true ? ordered : ordered.Reverse()).Select(FieldReader.Item),
        ]);
    }
}

public enum FieldOrder
{
    CreatedAt,
    UpdatedAt,
}

public sealed record ListFieldsRequest
{
    /// <summary>By creation if absent.</summary>
    public FieldOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }

    /// <summary>Only fields that this member created.</summary>
    public long? CreatorId { get; set; }

    /// <summary>Part of a name; case is ignored.</summary>
    public string? Query { get; set; }
}

/// <param name="Items">All fields; an account has at most 15.</param>
public sealed record ListFieldsResponse(IReadOnlyList<FieldItem> Items);
