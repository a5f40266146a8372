using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Routes;

/// <summary>Tries a draft of a route on alerts: <c>POST /route/preview</c></summary>
internal static class PreviewRoute
{
    public static readonly Operation<PreviewRouteRequest, PreviewRouteResponse> Info = new(
        "/route/preview",
        "Try a route on alerts",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IntegrationsRead,
        IsForAccount = true,
    };

    private static async Task<PreviewRouteResponse> Handle(PreviewRouteRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var ids = Validate.ObjectIds(request.AlertIds, "alert_ids");
        var draft = request.Route ?? throw Errors.Missing("route");
        var route = draft.Check();

        var access = await SpaceAccess.For(db, caller, cancel);
        var alerts = await (await AlertReader.For(op))
            .Where(a => EF.Parameter(ids).Contains(a.AlertId))
            .ToDictionaryAsync(a => a.AlertId, cancel);
        var names = new NameLookup<long>();
        foreach (
            var space in await access
                .Spaces(db, caller)
                .OrderBy(s => s.SpaceId)
                .Select(s => new { s.Name, s.SpaceId })
                .ToListAsync(cancel)
        )
            names.Add(space.Name, space.SpaceId);
        return new PreviewRouteResponse([
            .. ids.Where(alerts.ContainsKey)
                .Select(id =>
                {
                    var alert = alerts[id];
                    var result = route.Route(AlertSubject.For(alert), name =>
                        names.TryGetValue(name, out var spaceId) ? spaceId : null
                    );
                    return new RoutedAlert(
                        alert.AlertId,
                        alert.Title,
                        alert.StartTime,
                        [
                            .. result.Cases.Select(i => string.Create(CultureInfo.InvariantCulture, $"case_{i}")),
                            .. result.IsDefault ? (string[])["default"] : [],
                        ]
                    );
                }),
        ]);
    }
}

public sealed record PreviewRouteRequest
{
    [Required]
    [MaxLength(20)]
    public List<string?>? AlertIds { get; set; }

    /// <summary>The draft.</summary>
    [Required]
    public RouteFields? Route { get; set; }
}

/// <param name="Items">In the requested order, without alerts that do not exist.</param>
public sealed record PreviewRouteResponse(IReadOnlyList<RoutedAlert> Items);

/// <param name="MatchedCases">Such as <c>case_0</c>, and <c>default</c>.</param>
public sealed record RoutedAlert(string AlertId, string AlertTitle, long StartTime, IReadOnlyList<string> MatchedCases);
