using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>Lists the account's integrations: <c>POST /datasource/list</c></summary>
internal static class ListIntegrations
{
    public static readonly Operation<ListIntegrationsRequest, ListIntegrationsResponse> Info = new(
        "/datasource/list",
        "List integrations",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IntegrationsRead,
        IsForAccount = true,
    };

    private static async Task<ListIntegrationsResponse> Handle(ListIntegrationsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 20);
        var name = Validate.OptionalLine(request.Name, "name", 255);
        var teamIds = Validate.OptionalIds(request.TeamIds, "team_ids");

        var access = await SpaceAccess.For(db, caller, cancel);
        var rows = IntegrationReader.For(db, caller, access).AsNoTracking();
        if (name?.ToLowerInvariant() is { } lower)
            rows = rows.Where(i => PharosDb.Lower(i.Name).Contains(lower) || i.Name.Contains(name));
        if (request.PluginType is { } type)
            rows = rows.Where(i => i.Type == type);
        if (request.Category is { } category)
        {
            var types = Enum.GetValues<IntegrationType>().Where(t => IntegrationTypes.Category(t) == category).ToList();
            rows = rows.Where(i => types.Contains(i.Type));
        }

        if (request.Status is { } status)
            rows = rows.Where(i => i.IsDisabled == (status == IntegrationStatus.Disabled));
        if (request.IsMyTeam == true)
            rows = rows.Where(i => i.TeamId != null && access.TeamIds.Contains(i.TeamId.Value));
        else if (teamIds.Count > 0)
            rows = rows.Where(i => i.TeamId != null && teamIds.Contains(i.TeamId.Value));
        var (page, total, hasNext) = await paging.Fetch(Sorted(rows, request), cancel);
        return new ListIntegrationsResponse(
            [.. page.Select(row => IntegrationReader.Item(row, op.Language))],
            total,
            hasNext
        );
    }

    private static IQueryable<IntegrationRow> Sorted(
        IQueryable<IntegrationRow> rows,
        ListIntegrationsRequest request
    ) =>
        (request.Orderby, request.Asc) switch
        {
            (IntegrationOrder.Name, true) => rows.OrderBy(i => i.Name).ThenBy(i => i.IntegrationId),
            (IntegrationOrder.Name, _) => rows.OrderByDescending(i => i.Name).ThenByDescending(i => i.IntegrationId),
            (IntegrationOrder.UpdatedAt, true) => rows.OrderBy(i => i.UpdatedAt).ThenBy(i => i.IntegrationId),
            (IntegrationOrder.UpdatedAt, _) => rows.OrderByDescending(i => i.UpdatedAt)
                .ThenByDescending(i => i.IntegrationId),
            (_, true) => rows.OrderBy(i => i.CreatedAt).ThenBy(i => i.IntegrationId),
            _ => rows.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.IntegrationId),
        };
}

public enum IntegrationOrder
{
    CreatedAt,
    UpdatedAt,
    Name,
}

public sealed record ListIntegrationsRequest
{
    public long? P { get; set; }
    public long? Limit { get; set; }

    /// <summary>By creation if absent.</summary>
    public IntegrationOrder? Orderby { get; set; }

    /// <summary>Newest first, or Z to A, unless true.</summary>
    public bool? Asc { get; set; }
    public IntegrationCategory? Category { get; set; }
    public IntegrationType? PluginType { get; set; }
    public IntegrationStatus? Status { get; set; }

    /// <summary>Part of a name; case is ignored.</summary>
    public string? Name { get; set; }

    /// <summary>Only integrations of the caller's teams; takes precedence over <c>team_ids</c>.</summary>
    public bool? IsMyTeam { get; set; }

    [MaxLength(100)]
    public List<long?>? TeamIds { get; set; }
}

public sealed record ListIntegrationsResponse(IReadOnlyList<IntegrationItem> Items, int Total, bool HasNextPage);
