using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>Reads one incident: <c>POST /incident/info</c></summary>
internal static class IncidentInfo
{
    public static readonly Operation<IncidentInfoRequest, IncidentItem> Info = new(
        "/incident/info",
        "Read an incident",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
    };

    private static async Task<IncidentItem> Handle(IncidentInfoRequest request, OperationContext op)
    {
        var row = string.IsNullOrEmpty(request.IncidentId)
            ? await Newest(op, request.Num)
            : await IncidentReader.Find(op, Validate.ObjectId(request.IncidentId, "incident_id"));
        return (await IncidentReader.Items(op, [row]))[0];
    }

    private static async Task<IncidentRow> Newest(OperationContext op, string? num)
    {
        if (string.IsNullOrEmpty(num))
            throw Errors.Missing("incident_id");
        var upper = Validate.Line(num, "num", 6).ToUpperInvariant();
        return await (await IncidentReader.For(op))
            .Where(i => i.Num == upper)
            .OrderByDescending(i => i.CreatedAt)
            .ThenByDescending(i => i.IncidentId)
            .FirstOrDefaultAsync(op.Cancel)
            ?? throw Errors.NotFound("num");
    }
}

public sealed record IncidentInfoRequest
{
    /// <summary>This or num.</summary>
    public string? IncidentId { get; set; }

    /// <summary>Finds the newest incident with this number.</summary>
    public string? Num { get; set; }
}

/// <summary>Reads incidents by ID: <c>POST /incident/list-by-ids</c></summary>
internal static class IncidentInfos
{
    public static readonly Operation<IncidentInfosRequest, ListIncidentsResponse> Info = new(
        "/incident/list-by-ids",
        "Read incidents by ID",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
    };

    private static async Task<ListIncidentsResponse> Handle(IncidentInfosRequest request, OperationContext op)
    {
        var ids = Validate.ObjectIds(request.IncidentIds, IncidentIdsRequest.Field);
        var found = await (await IncidentReader.For(op))
            .Where(i => EF.Parameter(ids).Contains(i.IncidentId))
            .ToDictionaryAsync(i => i.IncidentId, StringComparer.Ordinal, op.Cancel);
        var rows = ids.Select(
                (id, i) =>
                    found.GetValueOrDefault(id) ?? throw Errors.NotFound(Validate.Index(IncidentIdsRequest.Field, i))
            )
            .ToList();
        var items = await IncidentReader.Items(op, rows);
        return new ListIncidentsResponse(items, items.Count, HasNextPage: false, "");
    }
}

public sealed record IncidentInfosRequest : IncidentIdsRequest;
